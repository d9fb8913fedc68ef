import type { Json, JsonSchema } from '../model.js';

/** What every kind of rule is judged by. */
interface Judging {
  when: JsonSchema;
  expect: JsonSchema;
}

/** A rule with one keyword of `when` or `expect` dropped. */
export interface Mutant<R> {
  rule: R;
  dropped: string;
}

/** Every mutant of a rule, one per keyword. */
export function mutantsOf<R extends Judging>(rule: R): Mutant<R>[] {
  return (['when', 'expect'] as const).flatMap((part) =>
    partMutants(rule[part]).map(({ schema, dropped }) => ({
      rule: { ...rule, [part]: schema },
      dropped: `${part}/${dropped}`,
    })),
  );
}

/** Keywords that hold a value to something; the others only lead to it. */
const HOLDING = new Set([
  'const',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'minItems',
  'contains',
  'not',
]);

/** A schema with one keyword dropped that holds a value to something. */
export function heldMutants(schema: JsonSchema): { schema: JsonSchema; dropped: string }[] {
  return partMutants(schema).filter(({ dropped }) => HOLDING.has(dropped.split('/').at(-1) ?? ''));
}

/** A schema with one keyword dropped, for every keyword. */
function partMutants(schema: JsonSchema): { schema: JsonSchema; dropped: string }[] {
  return keywordPaths(schema).map((path) => ({ schema: without(schema, path), dropped: path.join('/') }));
}

/** Paths of every key in a schema, deepest last. */
function keywordPaths(schema: Json, path: string[] = []): string[][] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema))
    return schema.flatMap((part, index) => keywordPaths(part, [...path, String(index)]));
  return Object.entries(schema).flatMap(([key, value]) => [
    [...path, key],
    ...keywordPaths(value, [...path, key]),
  ]);
}

function without(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const copy = structuredClone(schema);
  let place: Json = copy;
  for (const key of path.slice(0, -1)) {
    if (Array.isArray(place)) place = place[Number(key)] ?? null;
    else if (typeof place === 'object' && place !== null) place = place[key] ?? null;
  }
  const last = path.at(-1);
  if (last !== undefined && typeof place === 'object' && place !== null && !Array.isArray(place))
    delete place[last];
  return copy;
}
