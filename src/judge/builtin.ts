import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import type { CompiledRule } from './engine.js';

/** The generated module: rules as data, schemas as functions. `scripts/build.mjs` writes it. */
interface Generated {
  rules: Rule[];
  whens: ((data: unknown) => boolean)[];
  expects: ((data: unknown) => boolean)[];
}

/** The rules of this package, compiled ahead: no ajv is loaded for them. */
export async function builtinRules(): Promise<CompiledRule[]> {
  const generated = (await import(pathToFileURL(join(packageRoot, 'dist', 'rules.js')).href)) as Generated;
  return generated.rules.map((rule, index) => ({
    rule,
    when: generated.whens[index] ?? never,
    expect: generated.expects[index] ?? never,
  }));
}

function never(): never {
  throw new Error('dist/rules.js is incomplete: run npm run build');
}
