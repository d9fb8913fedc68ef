import type { CodeKeywordDefinition } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { JsonSchema } from '../model.js';
import { createAjv } from './load.js';

/** The source of a module whose default export says whether a value is what this schema describes. */
export function compileSchemaAhead(schema: JsonSchema): string {
  const ajv = createAjv({ source: true }, { strictTypes: false, strictRequired: false });
  return standalone.default(ajv, ajv.compile(schema));
}

/** `{ fits: schema }`: only whether a value fits is asked, so no code is made for what is wrong with it. */
const FITS: CodeKeywordDefinition = {
  keyword: 'fits',
  schemaType: ['object', 'boolean'],
  code(cxt) {
    const valid = cxt.gen.name('valid');
    cxt.subschema({ keyword: 'fits', createErrors: false, allErrors: false }, valid);
    cxt.pass(valid);
  },
};

/**
 * The source of a module with files as data and their schemas as compiled functions.
 * @param schemasOf the schemas of one file, in the order in which its checks are wanted
 */
export function compileAhead<F extends { id: string }>(
  files: readonly F[],
  schemasOf: (file: F) => JsonSchema[],
): string {
  const ajv = createAjv({ source: true }).addKeyword(FITS);
  const exported: Record<string, string> = {};
  const names = files.map((file, index) =>
    schemasOf(file).map((schema, at) => {
      const [key, name] = [`${file.id}/${at}`, `check${index}_${at}`];
      ajv.addSchema({ fits: schema }, key);
      exported[name] = key;
      return name;
    }),
  );
  return [
    standalone.default(ajv, exported),
    // Parsed as JSON they are there in half the time that the same as JavaScript takes.
    `export const files = JSON.parse(${JSON.stringify(JSON.stringify(files))});`,
    `export const checks = [${names.map((own) => `[${own.join(', ')}]`).join(', ')}];`,
  ].join('\n');
}
