import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Context } from '../../src/cli/context.js';
import { UserError } from '../../src/errors.js';
import { packageRoot } from '../../src/packageRoot.js';
import type { Random } from './random.js';

/** One kind of case. */
export interface Fuzzer {
  /** What comes of one case. @returns what is wrong with it, or null. It may throw: that is wrong too. */
  run(random: Random, name: string): Promise<string | null>;
  close(): Promise<void>;
}

const REPORT = 'report.schema.json';

/** Says where a value breaks a schema of ours, or null. */
export async function schemaOf(file: string): Promise<(value: unknown) => string | null> {
  const schema: object = JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', file), 'utf8'));
  const ajv = new Ajv2020({ strict: false });
  // The others speak of diagnoses in its words.
  if (file !== REPORT)
    ajv.addSchema(JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', REPORT), 'utf8')));
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? null : `breaks ${file}: ${ajv.errorsText(validate.errors)}`);
}

/** A command with its output kept. @returns the output; null where it was refused as the user's mistake */
export async function outputOf(command: (context: Context) => Promise<number>): Promise<string | null> {
  let said = '';
  const say = async (text: string): Promise<void> => {
    said += text;
  };
  const never = async (): Promise<never> => {
    throw new Error('nothing is to be written here');
  };
  const writer = {
    out: say,
    err: async () => {},
    toFile: never,
    growing: never,
    append: never,
    create: never,
    rewrite: never,
  };
  try {
    await command({ writer, process });
    return said;
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return null;
    throw error;
  }
}

/** What no terminal may get. */
export function hostileIn(text: string): string | null {
  const found = /(?!\n)[\p{Cc}\p{Cf}]/u.exec(text);
  return found === null ? null : `gives the terminal ${JSON.stringify(found[0])}`;
}
