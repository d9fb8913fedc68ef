import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../errors.js';
import type { ConfigFile, Format, Json } from '../../model.js';
import { parseDocument } from '../../targets/config/document.js';
import { serversKeyOf } from '../../targets/config/formats.js';
import { jsonOf, nodeAt } from '../../targets/config/node.js';
import { at } from '../../targets/config/places.js';
import { pathOfServer } from '../../targets/config/servers.js';
import { applyEdits } from './edits.js';

/** One of two files of a move, before and after it; `before` is null where it is not there yet. */
export interface Moved {
  path: string;
  before: string | null;
  after: string;
}

/** Both files of a move. */
export interface Move {
  source: Moved;
  target: Moved;
}

/** Servers as they are to stand in the other file. */
export type Servers = readonly { name: string; entry: Json }[];

/**
 * Both files of a move: the servers are added to the one that the client reads and taken out of the other, where
 * all else stays. Nothing that stands there already is changed.
 *
 * @param there the file that the client reads, null where there is none
 * @throws {UserError} where another server of the same name stands there, or the file cannot be read
 */
export async function movedServers(
  from: Pick<ConfigFile, 'path' | 'text' | 'format'>,
  to: string,
  there: string | null,
  servers: Servers,
): Promise<Move> {
  const { format } = from;
  const left = await applyEdits(from.text, format.syntax, [{ path: serversKeyOf(format), value: undefined }]);
  let after = there ?? '{}\n';
  for (const server of servers) after = await added(after, to, format, server);
  if (there === null) after = `${JSON.stringify(JSON.parse(after), null, 2)}\n`;
  return {
    source: { path: from.path, before: from.text, after: left },
    target: { path: to, before: there, after },
  };
}

async function added(
  text: string,
  path: string,
  format: Format,
  { name, entry }: Servers[number],
): Promise<string> {
  const { root } = await parseDocument(text, format.syntax, path);
  const spot = pathOfServer(root, format, name);
  const node = nodeAt(root, spot.path);
  if (node === null) return applyEdits(text, format.syntax, [{ path: spot.path, value: entry }]);
  if (isDeepStrictEqual(entry, jsonOf(node))) return text;
  throw new UserError(`both files have a server "${name}", and they differ`, {
    where: at(path, node.place),
    found: 'other fields than in the file that is not read',
    whatToDo: 'call one of the two differently, or take one out; then run it again. Nothing was written',
  });
}
