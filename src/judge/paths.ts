import type {
  ConfigRule,
  DiagnosisFile,
  FingerprintFile,
  Json,
  JsonSchema,
  Remedy,
  Rule,
  TrafficRule,
} from '../model.js';
import { PLACEHOLDER } from './message.js';

type Schema = { [key: string]: Json };

/** Keywords of JSON Schema whose value is one schema, a list of schemas, or a map of schemas. */
const ONE = ['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties'];
const LIST = ['anyOf', 'allOf', 'oneOf'];

/**
 * Every property and placeholder of a rule that the observation does not have. JSON Schema passes
 * silently on a mistyped or absent property; a rule must not.
 * @returns one line per problem, `expect/properties/it/properties/statsu: ...`
 */
export function pathProblems(rule: Rule, observation: Schema): string[] {
  const root = rootSchema(rule, observation);
  return [
    ...partProblems(rule, root),
    ...textProblems({ message: rule.message, expected: rule.expected }, root),
  ];
}

/** The same for a rule about a configuration; its steps and its edit have placeholders too. */
export function configPathProblems(rule: ConfigRule, observation: Schema): string[] {
  const defs = at(observation, '$defs');
  const [it, entry, file] = [at(defs, rule.subject), at(defs, 'entry'), at(defs, 'file')];
  const root = { properties: { it, entry, file } };
  const { steps, edit } = rule.remediation;
  return [
    ...partProblems(rule, root),
    ...textProblems({ message: rule.message, expected: rule.expected }, root),
    ...textProblems({ 'remediation/steps': steps.join(' '), 'remediation/edit': JSON.stringify(edit) }, root),
  ];
}

/** The same for a rule about what clients send. */
export function trafficPathProblems(rule: TrafficRule, observation: Schema): string[] {
  const root = { properties: { it: at(at(observation, '$defs'), rule.subject) } };
  return [
    ...partProblems(rule, root),
    ...textProblems({ message: rule.message, expected: rule.expected }, root),
    ...textProblems({ 'remediation/steps': rule.remediation.steps.join(' ') }, root),
  ];
}

/** The same for a diagnosis, whose words and steps have placeholders. @param scope the shape of `DiagnosisScope` */
export function diagnosisPathProblems(
  file: DiagnosisFile,
  remedies: readonly (Remedy | null)[],
  scope: Schema,
): string[] {
  const { title, detail, tellApart, confidence } = file;
  const because = confidence.evidence.map((one) => one.because).join(' ');
  const dialects = remedies.flatMap((remedy) => Object.values(remedy?.dialects ?? {}));
  const steps = [...file.do, ...dialects].map(({ step }) => step).join(' ');
  const code = dialects.map((one) => one.code ?? '').join('\n');
  const unknown = file.do.filter(({ remedy }, at) => remedy !== undefined && remedies[at] === null);
  return [
    ...schemaProblems(file.when, scope, 'when'),
    ...confidence.evidence.flatMap(({ when }, at) =>
      schemaProblems(when, scope, `confidence/evidence/${at}`),
    ),
    ...file.do.flatMap(({ when }, at) => schemaProblems(when ?? {}, scope, `do/${at}`)),
    ...textProblems(
      { title, detail, tellApart: tellApart ?? '', confidence: because, do: steps, code },
      scope,
    ),
    ...unknown.map(({ remedy }) => `do: there is no rules/remedies/${remedy}`),
  ];
}

/** The same for a fingerprint. @param scope the shape of `FingerprintScope` */
export function fingerprintPathProblems(file: FingerprintFile, scope: Schema): string[] {
  const { evidence, confidence, versions } = file;
  const words = [...confidence.evidence, ...versions].map(({ because }) => because);
  return [
    ...schemaProblems(file.when, scope, 'when'),
    ...confidence.evidence.flatMap(({ when }, at) =>
      schemaProblems(when, scope, `confidence/evidence/${at}`),
    ),
    ...versions.flatMap(({ when }, at) => schemaProblems(when, scope, `versions/${at}`)),
    ...textProblems(
      { evidence: [evidence, ...words].join(' '), versions: versions.map(({ range }) => range).join(' ') },
      scope,
    ),
  ];
}

function partProblems(rule: { when: JsonSchema; expect: JsonSchema }, root: Schema): string[] {
  return [...schemaProblems(rule.when, root, 'when'), ...schemaProblems(rule.expect, root, 'expect')];
}

function textProblems(texts: Record<string, string>, root: Schema): string[] {
  return Object.entries(texts).flatMap(([where, text]) => placeholderProblems(text, root, where));
}

/** The shape of `{ it, with, server }` for this rule. */
function rootSchema(rule: Rule, observation: Schema): Schema {
  const defs = at(observation, '$defs');
  const exchange = at(defs, 'exchange');
  const names = Object.keys(rule.with).map((name): [string, Json] => [name, exchange]);
  return {
    properties: {
      it: at(defs, rule.subject),
      with: { properties: Object.fromEntries(names) },
      server: at(defs, 'server'),
    },
  };
}

function schemaProblems(schema: Json | undefined, shape: Schema, where: string): string[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  const problems: string[] = [];
  for (const [key, value] of Object.entries(schema)) {
    const here = `${where}/${key}`;
    if (key === 'required') problems.push(`${here}: every field is always present, required says nothing`);
    else if (key === 'properties') problems.push(...propertyProblems(value as JsonSchema, shape, here));
    else if (ONE.includes(key))
      problems.push(
        ...schemaProblems(value, key === 'items' || key === 'contains' ? at(shape, 'items') : shape, here),
      );
    else if (LIST.includes(key) && Array.isArray(value)) {
      problems.push(...value.flatMap((part, index) => schemaProblems(part, shape, `${here}/${index}`)));
    }
  }
  return problems;
}

function propertyProblems(properties: JsonSchema, shape: Schema, where: string): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const inner = childOf(shape, name);
    if (inner === null) return [`${where}/${name}: the observation has no such field`];
    return schemaProblems(schema, inner, `${where}/${name}`);
  });
}

function placeholderProblems(message: string, root: Schema, where: string): string[] {
  return [...message.matchAll(PLACEHOLDER)].flatMap(([whole, path = '']) => {
    let shape: Schema | null = root;
    for (const key of path.split('.')) shape = shape === null ? null : childOf(shape, key);
    return shape === null ? [`${where}: ${whole} is not in the observation`] : [];
  });
}

function childOf(shape: Schema, name: string): Schema | null {
  const variants = Array.isArray(shape.anyOf) ? shape.anyOf : [shape];
  for (const variant of variants) {
    const child = at(at(variant as Schema, 'properties'), name);
    if (Object.keys(child).length > 0) return child;
  }
  return null;
}

function at(schema: Schema, key: string): Schema {
  const value = schema[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
