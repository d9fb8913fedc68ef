import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonSchema } from '../model.js';
import {
  builtinConfigRules,
  builtinDiagnoses,
  builtinFingerprints,
  builtinRules,
  builtinTrafficRules,
} from './builtin.js';
import { fitting } from './fits.js';
import { fingerprintSchemas, schemasOf } from './schemasOf.js';

describe('what a schema of our own files describes', () => {
  const ajv = new Ajv2020({ strict: false });

  it('is what ajv says that it describes: each schema, on values that nearly fit it', async () => {
    const schemas = await ours();
    assert.ok(schemas.length > 300, 'all of them are read');
    for (const schema of schemas) sameOn(schema, nearly(schema));
  });

  it('is what ajv says on values of every type, for each keyword', () => {
    const keywords: JsonSchema[] = [
      ...['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].map((type) => ({ type })),
      { type: ['object', 'null'] },
      { const: 1 },
      { const: [1, 'a'] },
      { enum: [1, null, 'a'] },
      { properties: { a: { const: 1 }, b: false } },
      { required: ['a'] },
      { items: { type: 'number' } },
      { contains: { const: 1 } },
      { minItems: 2 },
      { maxItems: 1 },
      { minLength: 2 },
      { pattern: '^\\p{L}+$' },
      { minimum: 1 },
      { maximum: 1 },
      { exclusiveMinimum: 1 },
      { not: { type: 'object' } },
      { anyOf: [{ type: 'string' }, { minimum: 2 }] },
      {},
    ];
    for (const schema of keywords) sameOn(schema, OF_EVERY_TYPE);
  });

  it('is not guessed where nothing here knows a keyword or a type', () => {
    assert.throws(() => fitting({ dependentRequired: {} }), /dependentRequired/);
    assert.throws(() => fitting({ properties: { a: { type: 'text' } } }), /"text"/);
  });

  function sameOn(schema: JsonSchema, values: readonly Json[]): void {
    const [fits, validate] = [fitting(schema), ajv.compile(schema)];
    for (const value of values) {
      if (fits(value) !== validate(value)) assert.fail(JSON.stringify({ schema, value }));
    }
  }
});

const OF_EVERY_TYPE: Json[] = [
  ...[null, true, false, 0, 1, 1.5, 2, -1, '', 'a', 'ab', '😀', 'é1'],
  ...[[], [1], [1, 'a'], [1, 2, 3], ['a', [1]], {}, { a: 1 }, { a: 2, b: null }],
];

async function ours(): Promise<JsonSchema[]> {
  const judging = await Promise.all([builtinRules(), builtinConfigRules(), builtinTrafficRules()]);
  const all = [
    ...judging.flat().flatMap(({ rule }) => [rule.when, rule.expect]),
    ...(await builtinDiagnoses()).flatMap(({ file }) => schemasOf(file)),
    ...(await builtinFingerprints()).flatMap(({ file }) => fingerprintSchemas(file)),
  ];
  return [...new Map(all.map((schema) => [JSON.stringify(schema), schema])).values()];
}

/** Values around a schema: what it names, what differs from that in one place, and some of every type. */
function nearly(schema: Json): Json[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [null, 1, {}];
  const { properties, contains, not, anyOf, const: only, enum: some, minimum = 0, minLength = 0 } = schema;
  const named = [...(only === undefined ? [] : [only]), ...listOf(some ?? [])];
  const inner = [not, ...listOf(anyOf ?? [])].flatMap((part) => (part === undefined ? [] : nearly(part)));
  const items = contains === undefined ? [] : nearly(contains).map((item) => [item]);
  return [
    ...named,
    ...inner,
    ...items,
    ...objectsAround(properties ?? {}),
    ...[Number(minimum), Number(minimum) - 1, 'x'.repeat(Number(minLength)), null, true, [], [1, 2, 3], {}],
  ];
}

/** All parts with their first value that fits, if any, then each part with each of its values. */
function objectsAround(properties: Json): Json[] {
  const parts = Object.entries(properties ?? {}).map(([name, schema]) => {
    const values = nearly(schema);
    return { name, values, fitting: values.find(fitting(schema)) ?? null };
  });
  const whole = Object.fromEntries(parts.map((part) => [part.name, part.fitting]));
  return [
    whole,
    ...parts.flatMap(({ name, values }) => values.map((value) => ({ ...whole, [name]: value }))),
    ...parts.map(({ name }) => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name))),
  ];
}

function listOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}
