import { UserError } from '../../errors.js';
import type { Acceptance, Json } from '../../model.js';
import { readText } from '../../readText.js';
import { isObject } from '../../record/reading.js';
import { parsed } from '../../run/parsed.js';
import { isDate } from './ignored.js';

/** One finding that is accepted, as a baseline has it. */
export interface Entry {
  /** `rule@target@subject`. */
  id: string;
  rule: string;
  target: string;
  reason: string;
  /** The last day on which it is accepted; null: for ever. */
  expires: string | null;
}

/** 4 MiB: thousands of entries. */
const LARGEST = 4 * 1024 * 1024;

/** What a baseline accepts. @throws {UserError} for a file that is none, naming the entry */
export async function readBaseline(file: string): Promise<Acceptance[]> {
  const text = await readText(file, 'this baseline', LARGEST);
  return entriesIn(text, file).map(({ id, rule, target, reason, expires }) => {
    return { id, rule, target, reason, expires, place: { file, ...placeOf(text, id) } };
  });
}

/** @throws {UserError} */
export function entriesIn(text: string, file: string): Entry[] {
  const value = parsed(text);
  const list = isObject(value) && value['schema'] === 1 ? value['accepted'] : undefined;
  if (!Array.isArray(list)) {
    throw new UserError('this is not a baseline', {
      where: file,
      whatToDo: `make one: mcp-accept probe URL --json > report.json; mcp-accept baseline update report.json --baseline ${file}`,
    });
  }
  return list.map((one, at) => entryIn(one, `${file}, entry ${at + 1}`));
}

function entryIn(value: Json, where: string): Entry {
  if (isObject(value)) {
    const { id, rule, target, reason, expires = null } = value;
    const named = [id, rule, target, reason].every((part) => typeof part === 'string' && part !== '');
    if (named && (expires === null || (typeof expires === 'string' && isDate(expires)))) {
      return { id: String(id), rule: String(rule), target: String(target), reason: String(reason), expires };
    }
  }
  throw new UserError('this entry of the baseline is not whole', {
    where,
    whatToDo: 'it has id, rule, target and reason as texts, and expires as a date (2026-12-31) or null',
  });
}

/** The file as it is written. */
export function textOf(entries: readonly Entry[]): string {
  return `${JSON.stringify({ schema: 1, accepted: entries }, null, 2)}\n`;
}

function placeOf(text: string, id: string): { line: number; column: number } {
  const lines = text.slice(0, Math.max(0, text.indexOf(JSON.stringify(id)))).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
