import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { shown, UserError } from '../errors.js';
import type { ConfigRule, Json, JsonSchema, Rule, TrafficRule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { readText } from '../readText.js';
import type { Compiled, CompiledRule } from './engine.js';
import { configPathProblems, pathProblems, trafficPathProblems } from './paths.js';
import { TookTooLong, within } from './within.js';

/** Files in `rules/` that are not rules. */
const NOT_RULES = new Set([
  'matrix.json',
  'outcomes.json',
  'reported.json',
  'rulesets.json',
  'answers.json',
  'codes.json',
  'said.json',
]);

/** What a rule of some kind is checked against. */
interface Kind<R> {
  /** Files in `rules/schema/`. */
  schema: string;
  observation: string;
  pathProblems(rule: R, observation: JsonSchema): string[];
}

/** One schema on one subject takes microseconds. */
const EVALUATION_MS = 1000;

type RuleFile = Pick<Rule, 'id' | 'when' | 'expect'>;

const ON_ANSWERS: Kind<Rule> = {
  schema: 'rule.schema.json',
  observation: 'observation.schema.json',
  pathProblems,
};
const ON_CONFIGURATIONS: Kind<ConfigRule> = {
  schema: 'config-rule.schema.json',
  observation: 'config-observation.schema.json',
  pathProblems: configPathProblems,
};

const ON_CLIENTS: Kind<TrafficRule> = {
  schema: 'traffic-rule.schema.json',
  observation: 'traffic-observation.schema.json',
  pathProblems: trafficPathProblems,
};

/**
 * Reads every rule of a folder, one file each, and compiles it.
 * @throws {UserError} naming file and pointer, for the first file that is not a rule
 */
export async function loadRules(dir: string): Promise<CompiledRule[]> {
  return loadFolder(dir, await createChecker());
}

/** The same for rules about configurations (`rules/config/`). @throws {UserError} likewise */
export async function loadConfigRules(dir: string): Promise<Compiled<ConfigRule>[]> {
  return loadFolder(dir, await createConfigChecker());
}

/** The same for rules about what clients send (`rules/traffic/`). @throws {UserError} likewise */
export async function loadTrafficRules(dir: string): Promise<Compiled<TrafficRule>[]> {
  return loadFolder(dir, await createTrafficChecker());
}

/** Every JSON file of a folder, checked and compiled, in the order of their names. */
export async function loadFolder<C>(
  dir: string,
  checker: { compile(value: Json, path: string): C },
): Promise<C[]> {
  const names = await readdir(dir).catch(() => {
    throw new UserError('the rules cannot be read', {
      where: dir,
      whatToDo: 'name a folder with one JSON file per rule',
    });
  });
  const files = names.filter((name) => name.endsWith('.json') && !NOT_RULES.has(name)).sort();
  const compiled: C[] = [];
  for (const file of files) {
    const path = join(dir, file);
    compiled.push(checker.compile(parse(await readText(path, 'this rule file'), path), path));
  }
  return compiled;
}

export interface RuleChecker<R> {
  /** @throws {UserError} where the value is not a rule whose paths the observation has */
  compile(value: Json, path: string): Compiled<R>;
}

/** One strict ajv for all rules of a run. */
export function createChecker(): Promise<RuleChecker<Rule>> {
  return checkerOf(ON_ANSWERS);
}

export function createConfigChecker(): Promise<RuleChecker<ConfigRule>> {
  return checkerOf(ON_CONFIGURATIONS);
}

export function createTrafficChecker(): Promise<RuleChecker<TrafficRule>> {
  return checkerOf(ON_CLIENTS);
}

async function checkerOf<R extends RuleFile>(kind: Kind<R>): Promise<RuleChecker<R>> {
  const read = async (name: string): Promise<JsonSchema> =>
    JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', name), 'utf8')) as JsonSchema;
  const [isRule, observation] = await Promise.all([metaSchema<R>(kind.schema), read(kind.observation)]);
  const ajv = createAjv();
  return {
    compile(value, path) {
      const rule = asFile(isRule, value, path, kind.schema);
      const [problem] = kind.pathProblems(rule, observation);
      if (problem !== undefined) throw factMissing(path, problem, kind.observation);
      return {
        rule,
        when: endingSchema(ajv, rule.when, `${path}: when`),
        expect: endingSchema(ajv, rule.expect, `${path}: expect`),
      };
    },
  };
}

export function factMissing(path: string, problem: string, schema: string): UserError {
  return new UserError('a rule asks for a fact that does not exist', {
    where: `${path}: ${problem}`,
    whatToDo: `use a field of rules/schema/${schema}`,
  });
}

/** The contract that the files of one kind keep, from `rules/schema/`. */
export async function metaSchema<R>(name: string): Promise<ValidateFunction<R>> {
  const known = contracts.getSchema<R>(name);
  if (known !== undefined) return known;
  const schema = JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', name), 'utf8')) as JsonSchema;
  return contracts.getSchema<R>(name) ?? contracts.addSchema(schema, name).compile<R>(schema);
}

/** One for all contracts: each ajv compiles the schema of schemas first. */
const contracts = createAjv({ source: false }, { strictTypes: false, strictRequired: false });

/** Strict: an unknown keyword or a keyword without its type is an error, not a silent pass. */
export function createAjv(
  options: { source: boolean } = { source: false },
  relaxed: { strictTypes?: false; strictRequired?: false } = {},
): Ajv2020 {
  return new Ajv2020({
    strict: true,
    ...relaxed,
    allErrors: false,
    code: { source: options.source, esm: options.source },
  });
}

/** One schema by itself; null where it does not compile. */
export function compiledSchema(ajv: Ajv2020, schema: JsonSchema): ((data: unknown) => boolean) | null {
  try {
    const validate = ajv.compile(schema);
    return (data) => validate(data);
  } catch {
    return null;
  }
}

/** A schema of a user's: that it ends is not sure. */
function endingSchema(ajv: Ajv2020, schema: JsonSchema, where: string): (data: unknown) => boolean {
  return ending(compileSchema(ajv, schema, where), schema, where);
}

/** @throws {UserError} where the schema does not compile */
export function compileSchema(ajv: Ajv2020, schema: JsonSchema, where: string): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError('a rule has a schema that does not compile', {
      where,
      found,
      whatToDo: 'mend the JSON Schema (2020-12, strict: name the type beside every keyword)',
    });
  }
}

/** A pattern may take years, a `$ref` may lead back to itself: that is the rule's fault, whatever it is applied to. */
function ending(validate: ValidateFunction, schema: JsonSchema, where: string): (data: unknown) => boolean {
  const mayHang = JSON.stringify(schema).includes('attern');
  return (data) => {
    try {
      return mayHang ? within(EVALUATION_MS, () => validate(data)) : validate(data);
    } catch (error) {
      throw new UserError('a rule does not come to an end', {
        where,
        found:
          error instanceof TookTooLong
            ? `a pattern that takes more than ${EVALUATION_MS} ms on what the server said`
            : error instanceof RangeError
              ? 'a `$ref` that leads back to itself'
              : String(error),
        whatToDo: 'write the schema so that it ends: no quantifier inside another, no `$ref` in a circle',
      });
    }
  };
}

/** @throws {UserError} where the value does not keep the contract, or its id is not the file's name */
export function asFile<R extends { id: string }>(
  isRule: ValidateFunction<R>,
  value: Json,
  path: string,
  schema: string,
): R {
  if (!isRule(value)) {
    const error = isRule.errors?.[0];
    const extra =
      error?.params && 'additionalProperty' in error.params
        ? ` (${String(error.params.additionalProperty)})`
        : '';
    throw new UserError('this is not a rule', {
      where: `${path}: ${error?.instancePath || '/'}`,
      found: `${error?.message ?? 'something else'}${extra}`,
      whatToDo: `compare it with rules/schema/${schema}`,
    });
  }
  if (`${value.id}.json` !== basename(path)) {
    throw new UserError('a rule file is named like its id', {
      where: path,
      found: shown(value.id),
      whatToDo: `name it ${value.id}.json`,
    });
  }
  return value;
}

function parse(text: string, path: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UserError('this rule file is not JSON', {
      where: path,
      found: error instanceof Error ? error.message : String(error),
      whatToDo: 'mend the syntax',
    });
  }
}
