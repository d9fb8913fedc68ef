import { access } from 'node:fs/promises';
import { readText } from '../../readText.js';

/** A text, or null where there is no such file. @throws {UserError} where it is there and cannot be read */
export async function readTextIfThere(file: string): Promise<string | null> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? readText(file, 'this baseline') : null;
}
