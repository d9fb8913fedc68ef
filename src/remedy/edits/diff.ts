/** Lines around a change that show where it is. */
const CONTEXT = 3;

interface Line {
  sign: ' ' | '-' | '+';
  /** With its line end, if it has one. */
  text: string;
}

/**
 * The change from one text to another as `diff -u` prints it; empty where there is none. Line ends are
 * part of the lines, so `\r\n` stays what it is.
 *
 * @param path what both sides are called
 * @param mask takes the secrets out of a line: lines around a change may hold some
 */
export function unifiedDiff(
  before: string,
  after: string,
  path: string,
  mask: (line: string) => string = (line) => line,
): string {
  if (before === after) return '';
  const lines = compared(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines).map(([from, to]) => hunkText(lines, from, to, mask));
  return `--- ${path}\n+++ ${path}\n${hunks.join('')}`;
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

/**
 * Goes down both texts; where they part, to the nearest lines that are the same again. Edits change few
 * lines, so that is as short as it gets.
 */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [gone, come] = apart(before.slice(row), after.slice(column));
    lines.push(...before.slice(row, row + gone).map((text): Line => ({ sign: '-', text })));
    lines.push(...after.slice(column, column + come).map((text): Line => ({ sign: '+', text })));
    [row, column] = [row + gone, column + come];
    for (; row < before.length && before[row] === after[column]; row += 1, column += 1) {
      lines.push({ sign: ' ', text: before[row] ?? '' });
    }
  }
  return lines;
}

/** How many lines of each come before the first that is the same, or the end of both. */
function apart(before: readonly string[], after: readonly string[]): [gone: number, come: number] {
  for (let sum = 0; ; sum += 1) {
    for (let gone = Math.max(0, sum - after.length); gone <= Math.min(sum, before.length); gone += 1) {
      if (before[gone] === after[sum - gone]) return [gone, sum - gone];
    }
  }
}

/** Stretches of lines, from and without to: each change with its context, joined where they touch. */
function hunksOf(lines: readonly Line[]): [from: number, to: number][] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, index - CONTEXT), Math.min(lines.length, index + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function hunkText(lines: readonly Line[], from: number, to: number, mask: (line: string) => string): string {
  const own = lines.slice(from, to);
  const range = (other: '-' | '+'): string => {
    const first = lines.slice(0, from).filter(({ sign }) => sign !== other).length + 1;
    const count = own.filter(({ sign }) => sign !== other).length;
    // An empty stretch is named by the line before it.
    return count === 1 ? `${first}` : `${count === 0 ? first - 1 : first},${count}`;
  };
  const text = own.map(({ sign, text: line }) => {
    const shown = sign + mask(line);
    return line.endsWith('\n') ? shown : `${shown}\n\\ No newline at end of file\n`;
  });
  return `@@ -${range('+')} +${range('-')} @@\n${text.join('')}`;
}
