import { createReadStream } from 'node:fs';
import { UserError } from '../errors.js';
import type { FleetEnd, FleetLine } from '../model.js';
import { refusePipe, unreadable } from '../readText.js';
import { linesOf } from '../targets/list/lines.js';

/** A line of a run that was kept. */
export type StoredLine = { end: number } & (
  | { kind: 'line'; line: FleetLine | FleetEnd }
  | { kind: 'damaged'; where: string; why: string }
  /** The last line has no end: who wrote it was ended meanwhile. */
  | { kind: 'torn'; where: string }
);

const WHAT = 'this run';
/** A line has some 1,000 bytes. */
const LONGEST = 1024 * 1024;

/**
 * The lines of a file that `fleet` wrote.
 * @param isLine what a line must be
 * @throws {UserError} where it cannot be read
 */
export async function* storedLines(
  file: string,
  isLine: (value: unknown) => value is FleetLine | FleetEnd,
): AsyncGenerator<StoredLine> {
  await refusePipe(file, `${WHAT} cannot be read`, '/dev/stdin');
  try {
    for await (const { text, number, end, whole, long } of linesOf(createReadStream(file), LONGEST)) {
      const where = `${file}:${number}`;
      if (!whole) yield { kind: 'torn', where, end };
      else if (long) yield { kind: 'damaged', where, end, why: 'too long' };
      else if (text.trim() !== '') yield { ...readLine(text, where, isLine), end };
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, WHAT, error);
  }
}

type Read = { kind: 'line'; line: FleetLine | FleetEnd } | { kind: 'damaged'; where: string; why: string };

function readLine(
  text: string,
  where: string,
  isLine: (value: unknown) => value is FleetLine | FleetEnd,
): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'damaged', where, why: 'not JSON' };
  }
  return isLine(value) ? { kind: 'line', line: value } : { kind: 'damaged', where, why: 'no line of a run' };
}
