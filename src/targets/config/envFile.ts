import { parseEnv } from 'node:util';
import { readText } from '../../readText.js';

/**
 * The variables that a file sets, `NAME=value` line by line, as Node reads it (`node --env-file`).
 * @throws {UserError} where it cannot be read
 */
export async function readEnvFile(path: string): Promise<Record<string, string>> {
  const parsed = parseEnv(await readText(path, 'this file of variables'));
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
