import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../src/packageRoot.js';

const schema = JSON.parse(
  readFileSync(join(packageRoot, 'rules', 'schema', 'report.schema.json'), 'utf8'),
) as object;

/** Whether this is a report as the published schema has it; `errors` says why not. */
export const isReport = new Ajv2020({ strict: false }).compile(schema);
