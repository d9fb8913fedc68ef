import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import type { ConfigNode, Format } from '../../model.js';
import { nearest } from '../../nearest.js';
import { packageRoot } from '../../packageRoot.js';
import { matches } from './node.js';

let known: readonly Format[] | null = null;

/** Every known format, one file each in `rules/formats/`, by id. Read once. */
export async function loadFormats(): Promise<Format[]> {
  known ??= readFormats();
  return [...known];
}

function readFormats(): Format[] {
  const folder = join(packageRoot, 'rules', 'formats');
  const found = readdirSync(folder).filter((name) => name.endsWith('.json'));
  // By id, so that a client's own file (`gemini`) comes before its other ones (`gemini-extension`).
  const ids = found.map((name) => basename(name, '.json')).sort();
  const written = ids.map((id) => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Format);
  const all = [...new Set(written.flatMap(({ keys }) => keys.known))];
  return written.map((format) => {
    const ofOthers = all.filter((key) => !format.keys.known.includes(key));
    return { ...format, keys: { ...format.keys, ofOthers } };
  });
}

/** The format with this id, else the one of this client; null where there is none. */
export function formatCalled(name: string | null, formats: readonly Format[]): Format | null {
  const found = formats.find(({ id }) => id === name) ?? formats.find(({ client }) => client === name);
  return name === null ? null : (found ?? null);
}

/**
 * The format with this id, or of this client.
 * @throws {UserError} listing the formats
 */
export function formatNamed(name: string, formats: readonly Format[]): Format {
  const found = formatCalled(name, formats);
  if (found !== null) return found;
  const [near] = nearest(
    name,
    formats.map(({ id }) => id),
  );
  throw new UserError('no client of this name has a configuration that is known here', {
    where: '--client',
    found: name,
    whatToDo: `${near === undefined ? '' : `did you mean ${near}? `}known: ${ids(formats)}`,
  });
}

/** The format of a path that ends as only one client's does, or null. */
export function formatOfPath(path: string, formats: readonly Format[]): Format | null {
  const fits = formats.flatMap((format) => {
    const ending = endingOf(path, [...format.paths, ...format.unread.map((place) => place.path)]);
    return ending === null ? [] : [{ format, ending }];
  });
  return fits.sort((a, b) => b.ending.length - a.ending.length)[0]?.format ?? null;
}

/** The file that a client reads instead of one at this path; null: it may read this one. */
export function movedFrom(path: string, { paths, unread }: Format): string | null {
  const ending = endingOf(path, [...paths, ...unread.map((place) => place.path)]);
  return unread.find((place) => place.path === ending)?.move ?? null;
}

/** The longest of these that the path ends with, whole folders alone, `*` being any name in one; null: none. */
export function endingOf(path: string, endings: readonly string[]): string | null {
  const whole = `/${resolve(path).replaceAll('\\', '/').replace(/^\/+/, '')}`;
  const fits = endings.filter((ending) => endsWith(whole, ending));
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}

function endsWith(path: string, ending: string): boolean {
  const [before = '', after] = ending.split('*', 2);
  if (after === undefined) return path.endsWith(`/${ending}`);
  const start = path.lastIndexOf('/') - before.length;
  return path.startsWith(`/${before}`, start) && path.endsWith(after);
}

/** Every name under which a client keeps a project's file: `opencode.json`, `opencode.jsonc`. */
export function projectFilesOf({ projectFile, paths }: Format): string[] {
  if (projectFile === null) return [];
  const beside = paths.filter((path) => dirname(path) === dirname(projectFile) && path !== projectFile);
  return [projectFile, ...beside];
}

/** Where the servers stand in a file of the client's own: of several places the shortest. */
export function serversKeyOf({ servers }: Format): string[] {
  return [...servers].sort((a, b) => a.length - b.length)[0] ?? [];
}

/**
 * Whose configuration this may be, by keys that it writes; others may write them too, so it is a guess.
 * @throws {UserError} listing the formats, where nothing tells
 */
export function guessedFormat(path: string, root: ConfigNode, formats: readonly Format[]): Format {
  const fits = formats.flatMap((format) =>
    format.marks.filter((mark) => matches(root, mark).length > 0).map((mark) => ({ format, mark })),
  );
  const [best] = fits.sort((a, b) => b.mark.length - a.mark.length);
  if (best !== undefined) return best.format;
  throw new UserError('this is no configuration of a client that is known here', {
    where: path,
    found: root.kind === 'object' ? 'none of the keys under which clients keep their servers' : 'no object',
    whatToDo: `say whose it is with --client: ${ids(formats)}`,
  });
}

/** `claude-code, codex, ...`. */
export function ids(formats: readonly Format[]): string {
  return formats.map(({ id }) => id).join(', ');
}
