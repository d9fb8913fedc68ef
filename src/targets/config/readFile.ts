import { UserError } from '../../errors.js';
import { readText } from '../../readText.js';

/**
 * The text of a configuration file, its byte order mark included.
 * @throws {UserError} where there is no such file, or none that a client could read
 */
export async function readConfigText(path: string): Promise<string> {
  const text = await readText(path, 'this configuration');
  if (/\S/.test(text)) return text;
  throw new UserError('this configuration is empty', {
    where: path,
    whatToDo: 'write an entry first: mcp-accept init <url>',
  });
}
