import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { shown, UserError } from '../errors.js';
import type { Json, JsonSchema, Rule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import type { CompiledRule } from './engine.js';
import { pathProblems } from './paths.js';

/** Files in `rules/` that are not rules. */
const NOT_RULES = new Set(['matrix.json', 'rulesets.json', 'answers.json']);

/**
 * Reads every rule of a folder, one file each, and compiles it.
 * @throws {UserError} naming file and pointer, for the first file that is not a rule
 */
export async function loadRules(dir: string): Promise<CompiledRule[]> {
  const names = await readdir(dir).catch(() => {
    throw new UserError('the rules cannot be read', {
      where: dir,
      whatToDo: 'name a folder with one JSON file per rule',
    });
  });
  const files = names.filter((name) => name.endsWith('.json') && !NOT_RULES.has(name)).sort();
  const checker = await createChecker();
  const rules: CompiledRule[] = [];
  for (const file of files) {
    const path = join(dir, file);
    rules.push(checker.compile(parse(await readFile(path, 'utf8'), path), path));
  }
  return rules;
}

export interface RuleChecker {
  /** @throws {UserError} where the value is not a rule whose paths the observation has */
  compile(value: Json, path: string): CompiledRule;
}

/** One strict ajv for all rules of a run. */
export async function createChecker(): Promise<RuleChecker> {
  const read = async (name: string): Promise<JsonSchema> =>
    JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', name), 'utf8')) as JsonSchema;
  const [meta, observation] = await Promise.all([read('rule.schema.json'), read('observation.schema.json')]);
  const ajv = createAjv();
  const isRule = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: false,
  }).compile<Rule>(meta);
  return {
    compile(value, path) {
      const rule = asRule(isRule, value, path);
      const [problem] = pathProblems(rule, observation);
      if (problem !== undefined) {
        throw new UserError('a rule asks for a fact that does not exist', {
          where: `${path}: ${problem}`,
          whatToDo: 'use a field of rules/schema/observation.schema.json',
        });
      }
      return {
        rule,
        when: compileSchema(ajv, rule.when, `${path}: when`),
        expect: compileSchema(ajv, rule.expect, `${path}: expect`),
      };
    },
  };
}

/** Strict: an unknown keyword or a keyword without its type is an error, not a silent pass. */
export function createAjv(options: { source: boolean } = { source: false }): Ajv2020 {
  return new Ajv2020({
    strict: true,
    allErrors: false,
    code: { source: options.source, esm: options.source },
  });
}

function compileSchema(ajv: Ajv2020, schema: JsonSchema, where: string): (data: unknown) => boolean {
  try {
    const validate = ajv.compile(schema);
    return (data) => validate(data);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError('a rule has a schema that does not compile', {
      where,
      found,
      whatToDo: 'mend the JSON Schema (2020-12, strict: name the type beside every keyword)',
    });
  }
}

function asRule(isRule: ValidateFunction<Rule>, value: Json, path: string): Rule {
  if (!isRule(value)) {
    const error = isRule.errors?.[0];
    const extra =
      error?.params && 'additionalProperty' in error.params
        ? ` (${String(error.params.additionalProperty)})`
        : '';
    throw new UserError('this is not a rule', {
      where: `${path}: ${error?.instancePath || '/'}`,
      found: `${error?.message ?? 'something else'}${extra}`,
      whatToDo: 'compare it with rules/schema/rule.schema.json',
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
