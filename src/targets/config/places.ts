import { UserError } from '../../errors.js';
import type { Place } from '../../model.js';

/** Where an offset of a text stands, as an editor counts. */
export type PlaceOf = (offset: number, length: number) => Place;

const BOM = '\ufeff';

/** Lines end as editors see it: `\n`, `\r\n` or `\r`. A byte order mark is no column. */
export function placesIn(text: string): PlaceOf {
  const starts = [text.startsWith(BOM) ? 1 : 0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return (offset, length) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset, length };
  };
}

/** The text with its byte order mark blanked, so that offsets stay. */
export function withoutBom(text: string): string {
  return text.startsWith(BOM) ? ` ${text.slice(1)}` : text;
}

/** @throws {UserError} for a text that begins with a byte order mark */
export function refuseBom(text: string, path: string, client: string): void {
  if (!text.startsWith(BOM)) return;
  throw new UserError(`${client} does not read a file that begins with a byte order mark`, {
    where: `${path}:1:1`,
    whatToDo: 'save it as UTF-8 without BOM',
  });
}

/** `file:line:column`. */
export function at(path: string, { line, column }: Place): string {
  return `${path}:${line}:${column}`;
}

/** Levels of objects and lists; a configuration has five. */
export const DEEPEST = 100;

export function tooDeep(where: string): UserError {
  return new UserError('this file is nested too deeply', {
    where,
    found: `more than ${DEEPEST} levels`,
    whatToDo: 'give the configuration file of an MCP client',
  });
}
