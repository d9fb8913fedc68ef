import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogField, LogFormat, LogSide } from '../model.js';
import { packageRoot } from '../packageRoot.js';

/** What a line holds, as text; what it does not is absent. */
export type Fields = Partial<Record<LogField, string>>;

/** A format that lines are read with. */
export interface LogReader {
  id: string;
  title: string;
  side: LogSide;
  /** Null where the line is written in another way. @param json the line as JSON; undefined: it is none */
  read(line: string, json: object | undefined): Fields | null;
}

/** Every format that is known, what asks for more of a line first. */
export async function loadLogFormats(): Promise<LogFormat[]> {
  const folder = join(packageRoot, 'rules', 'logs');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const all = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as LogFormat),
  );
  return all.sort((a, b) => weightOf(b) - weightOf(a) || a.id.localeCompare(b.id));
}

/** Of patterns the longest, of JSON the one that has the fewest names for a thing, comes first. */
function weightOf({ pattern, fields }: LogFormat): number {
  return pattern === null ? -Object.values(fields).flat().length : pattern.length;
}

export function readerOf({ id, title, side, pattern, fields }: LogFormat): LogReader {
  if (pattern === null) {
    const wanted = Object.entries(fields) as Wanted;
    return { id, title, side, read: (_line, json) => (json === undefined ? null : fromJson(json, wanted)) };
  }
  const expression = new RegExp(pattern);
  return {
    id,
    title,
    side,
    read: (line) => expression.exec(line)?.groups ?? null,
  };
}

/** Where each field may stand, the likeliest place first. */
type Wanted = [field: LogField, paths: string[]][];

function fromJson(json: object, wanted: Wanted): Fields | null {
  const found: Fields = {};
  for (const [field, paths] of wanted) {
    for (const path of paths) {
      const value = at(json, path);
      if (value === null) continue;
      found[field] = value;
      break;
    }
  }
  const isRequest = found.method !== undefined && found.path !== undefined && found.status !== undefined;
  const isTold = found.text !== undefined && found.time !== undefined;
  return isRequest || isTold ? found : null;
}

/** The text at a path of names with dots between; a name may have dots in it itself. */
function at(json: object, path: string): string | null {
  let value: unknown = json;
  for (let rest = path; rest !== ''; ) {
    if (typeof value !== 'object' || value === null) return null;
    const name = nameIn(value, rest);
    if (name === null) return null;
    value = (value as Record<string, unknown>)[name];
    rest = rest.slice(name.length + 1);
  }
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' || typeof first === 'number' ? String(first) : null;
}

/** The name that a path begins with. */
function nameIn(value: object, path: string): string | null {
  const dot = path.indexOf('.');
  if (dot < 0) return Object.hasOwn(value, path) ? path : null;
  const short = path.slice(0, dot);
  if (Object.hasOwn(value, short)) return short;
  return Object.keys(value).find((name) => path === name || path.startsWith(`${name}.`)) ?? null;
}
