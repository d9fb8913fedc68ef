import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigRule, Rule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
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

async function generated<R>(file: string): Promise<Compiled<R>[]> {
  const { rules, whens, expects } = (await import(
    pathToFileURL(join(packageRoot, 'dist', file)).href
  )) as Generated<R>;
  const never = (): never => {
    throw new Error(`dist/${file} is incomplete: run npm run build`);
  };
  return rules.map((rule, index) => ({
    rule,
    when: whens[index] ?? never,
    expect: expects[index] ?? never,
  }));
}
