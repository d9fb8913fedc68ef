import { UserError } from '../../errors.js';
import type { Format, Snippet } from '../../model.js';
import { parseDocument } from '../../targets/config/document.js';
import { pathOfServer } from '../../targets/config/servers.js';
import { applyEdits } from './edits.js';

/**
 * A configuration with one more server; everything that stands in it stays as it is.
 * @throws {UserError} where there is a server of that name, or none can be added to this text
 */
export async function withEntry(
  before: string,
  path: string,
  format: Format,
  { name, entry, text }: { name: string } & Pick<Snippet, 'entry' | 'text'>,
): Promise<string> {
  const { root } = await parseDocument(before, format.syntax, path);
  const { path: keys, there: already } = pathOfServer(root, format, name);
  if (already) {
    throw new UserError(`there is an entry "${name}" already`, {
      where: path,
      whatToDo: `give another --name, or mend that one: mcp-accept fix ${path}`,
    });
  }
  const after =
    format.syntax === 'toml'
      ? appended(before, text)
      : await applyEdits(before, format.syntax, [{ path: keys, value: entry }]);
  // A table cannot follow one that is written in one line, for example.
  const there = await parseDocument(after, format.syntax, path).then(
    (edited) => pathOfServer(edited.root, format, name).there,
    () => false,
  );
  if (there) return after;
  throw new UserError('no entry can be added to this file as it is written', {
    where: path,
    whatToDo: 'add it by hand: the same command with --dry-run prints it',
  });
}

function appended(before: string, text: string): string {
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  return `${before.trimEnd()}\n\n${text}\n`.replace(/\r?\n/g, newline);
}
