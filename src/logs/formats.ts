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
    return { id, title, side, read: (_line, json) => (json === undefined ? null : fromJson(json, fields)) };
  }
  const expression = new RegExp(pattern);
  return {
    id,
    title,
    side,
    read: (line) => expression.exec(line)?.groups ?? null,
  };
}

function fromJson(json: object, wanted: LogFormat['fields']): Fields | null {
  const found: Fields = {};
  for (const [field, paths] of Object.entries(wanted) as [LogField, string[]][]) {
    const value = paths.map((path) => at(json, path)).find((one) => one !== null);
    if (value != null) found[field] = value;
  }
  const isRequest = found.method !== undefined && found.path !== undefined && found.status !== undefined;
  const isTold = found.text !== undefined && wanted.text !== undefined && found.time !== undefined;
  return isRequest || isTold ? found : null;
}

/** The text at a path; a name may have dots or another case in it, as headers do. */
function at(json: object, path: string): string | null {
  let value: unknown = json;
  for (let rest = path; rest !== ''; ) {
    if (typeof value !== 'object' || value === null) return null;
    const names = Object.keys(value);
    const name = names.find((one) => rest === one || rest.startsWith(`${one}.`));
    if (name === undefined) return null;
    value = (value as Record<string, unknown>)[name];
    rest = rest.slice(name.length + 1);
  }
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' || typeof first === 'number' ? String(first) : null;
}
