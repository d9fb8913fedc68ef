import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ConfigFile, ConfigNode, FixedServer, Format, Place, ProposedEdit } from '../../model.js';
import { serversFoundAt } from '../../observe/config.js';
import { say } from '../../say.js';
import { readConfig } from '../../targets/config/entries.js';
import { endingOf, serversKeyOf } from '../../targets/config/formats.js';
import { jsonOf, propertyOf } from '../../targets/config/node.js';
import { applyEdits, type Edit } from '../edits/edits.js';
import type { Mended } from './mended.js';

/** Servers that stand where their client does not look, brought to where it does. */
export interface Placing {
  /** What the client would read then: the servers of this file are tried. */
  file: ConfigFile;
  /** The edits that bring them there, in the file as it is; none where they go to another file. */
  edits: Edit[];
  /** The file that they go to; null: they stay. */
  to: string | null;
  rule: string;
  place: Place;
  what: string;
}

/** How the servers of a file come to where its client looks; null where they are there, or nothing can be said. */
export async function placingOf(
  file: ConfigFile,
  env: Readonly<Record<string, string | undefined>>,
  formats: readonly Format[],
): Promise<Placing | null> {
  if (file.guessed) return null;
  const misplaced = file.refusals.find(({ kind }) => kind === 'place');
  const { path, text, format } = file;
  if (misplaced !== undefined) {
    const to = targetOf(path, format);
    if (to === null) return null;
    const there = await readConfig({ path: to, text, env, client: format.id }, formats);
    const what = say('edit-move-servers', { file: to });
    return { file: there, edits: [], to, rule: 'place-not-read', place: misplaced.place, what };
  }
  const within = edits(file);
  if (within === null) return null;
  const after = await applyEdits(text, format.syntax, within.edits);
  const read = await readConfig({ path, text: after, env, client: format.id }, formats);
  return read.entries.length === 0 ? null : { ...within, file: read, to: null };
}

/** The file that this client reads, in the same project; as the other one was given. */
function targetOf(path: string, { unread }: Format): string | null {
  const ending = endingOf(
    path,
    unread.map((one) => one.path),
  );
  const move = unread.find((one) => one.path === ending)?.move;
  if (ending === null || move === undefined) return null;
  const folder = ending.split('/').reduce((below) => dirname(below), resolve(path));
  return isAbsolute(path) ? join(folder, move) : relative('', join(folder, move));
}

/** Another key that holds the servers is called rightly; servers under no key at all get one. */
function edits(file: ConfigFile): Omit<Placing, 'file' | 'to'> | null {
  const { root, format, entries } = file;
  const [key, ...rest] = serversKeyOf(format);
  if (key === undefined || key === '*' || rest.length > 0 || format.nameKey !== null || entries.length > 0)
    return null;
  const found = serversFoundAt(file);
  const property = found === null ? null : propertyOf(root, found);
  if (found !== null && property !== null) {
    if (propertyOf(root, key) !== null) return null;
    const what = say('edit-rename', { from: found, to: key });
    return { edits: [{ path: [found], key }], rule: 'servers-key-wrong', place: property.keyPlace, what };
  }
  const bare = root.properties.filter(({ value }) => isServer(value, format));
  if (format.syntax === 'toml' || bare.length === 0 || propertyOf(root, key) !== null) return null;
  const moves = bare.flatMap((one): Edit[] => [
    { path: [key, one.key], value: jsonOf(one.value) },
    { path: [one.key], value: undefined },
  ]);
  return {
    edits: moves,
    rule: 'servers-key-missing',
    place: root.place,
    what: say('edit-under-key', { key }),
  };
}

function isServer(node: ConfigNode, { keys }: Format): boolean {
  return [...keys.url.map(({ key }) => key), 'command'].some((key) => propertyOf(node, key) !== null);
}

/** What was proved of the servers, when the client read none of them before. */
export function placed({ rule, place, what, edits: made }: Placing, mended: Mended, client: string): Mended {
  const servers = mended.servers.map(
    (server): FixedServer => (server.skipped === null ? { ...server, before: false } : server),
  );
  const connects = servers.some(({ after }) => after === true);
  const edit: ProposedEdit = {
    rule,
    server: '',
    line: place.line,
    column: place.column,
    what,
    changes: made.flatMap((one): ProposedEdit['changes'] => {
      if ('plain' in one) return [];
      if ('key' in one) return [{ do: 'rename', path: one.path, value: one.key }];
      return one.value === undefined ? [{ do: 'remove', path: one.path, value: null }] : [];
    }),
    outcome: connects ? 'proved' : 'not-proved',
    because: say(connects ? 'connects-there' : 'none-seen-there', { client }),
    made: true,
  };
  return { servers, edits: [edit, ...mended.edits], made: [...made, ...mended.made] };
}
