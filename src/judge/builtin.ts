import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigRule, DiagnosisFile, Rule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import type { CompiledDiagnosis } from './diagnoses.js';
import type { Compiled, CompiledRule } from './engine.js';

/** A generated module: files as data, their schemas as functions. `scripts/build.mjs` writes it. */
interface Generated<F> {
  files: F[];
  checks: ((data: unknown) => boolean)[][];
}

/** The rules of this package, compiled ahead: no ajv is loaded for them. */
export function builtinRules(): Promise<CompiledRule[]> {
  return builtin<Rule>('rules.js');
}

/** The rules about configurations, compiled ahead as well. */
export function builtinConfigRules(): Promise<Compiled<ConfigRule>[]> {
  return builtin<ConfigRule>('config-rules.js');
}

/** The diagnoses, likewise. */
export async function builtinDiagnoses(): Promise<CompiledDiagnosis[]> {
  const { files, checks } = await generated<DiagnosisFile>('diagnoses.js');
  return files.map((file, index) => ({ file, checks: checks[index] ?? [] }));
}

async function builtin<R>(name: string): Promise<Compiled<R>[]> {
  const { files, checks } = await generated<R>(name);
  const never = (): never => {
    throw new Error(`dist/${name} is incomplete: run npm run build`);
  };
  return files.map((rule, index) => ({
    rule,
    when: checks[index]?.[0] ?? never,
    expect: checks[index]?.[1] ?? never,
  }));
}

async function generated<F>(name: string): Promise<Generated<F>> {
  return (await import(pathToFileURL(join(packageRoot, 'dist', name)).href)) as Generated<F>;
}
