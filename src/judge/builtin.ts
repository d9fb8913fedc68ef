import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigRule, Recording, Rule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import type { RecordingChecker } from '../record/stored.js';
import type { Compiled, CompiledRule } from './engine.js';

/** A generated module: rules as data, schemas as functions. `scripts/build.mjs` writes it. */
interface Generated<R> {
  rules: R[];
  whens: ((data: unknown) => boolean)[];
  expects: ((data: unknown) => boolean)[];
}

/** The rules of this package, compiled ahead: no ajv is loaded for them. */
export function builtinRules(): Promise<CompiledRule[]> {
  return generated<Rule>('rules.js');
}

/** The rules about configurations, compiled ahead as well. */
export function builtinConfigRules(): Promise<Compiled<ConfigRule>[]> {
  return generated<ConfigRule>('config-rules.js');
}

/** What a stored recording is checked against (`rules/schema/recording.schema.json`). */
export async function recordingChecker(): Promise<RecordingChecker> {
  const { default: validate } = await load<{ default: Validate }>('recording-schema.js');
  return {
    isRecording: (value): value is Recording => validate(value),
    problem() {
      const error = validate.errors?.[0];
      return `${error?.instancePath || '/'} ${error?.message ?? 'is something else'}`;
    },
  };
}

interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}

async function load<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(join(packageRoot, 'dist', file)).href)) as T;
}

async function generated<R>(file: string): Promise<Compiled<R>[]> {
  const { rules, whens, expects } = await load<Generated<R>>(file);
  const never = (): never => {
    throw new Error(`dist/${file} is incomplete: run npm run build`);
  };
  return rules.map((rule, index) => ({
    rule,
    when: whens[index] ?? never,
    expect: expects[index] ?? never,
  }));
}
