/** Lines around a change that show where it is. */
const CONTEXT = 3;
/** Comparing costs the product of the lines; beyond this the whole stretch is shown as replaced. */
const DEAREST = 16_000_000;

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
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compared(before: string[], after: string[]): Line[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const kept = (text: string): Line => ({ sign: ' ', text });
  return [
    ...before.slice(0, head).map(kept),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(kept),
  ];
}

/** The longest common subsequence stays; of two ways the one that deletes first. */
function middle(before: string[], after: string[]): Line[] {
  const width = after.length + 1;
  const dear = before.length * after.length > DEAREST;
  const common = new Uint32Array(dear ? 0 : (before.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = dear ? -1 : before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && old === now && !dear) {
      lines.push({ sign: ' ', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (now === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: '-', text: old });
      row += 1;
    } else {
      lines.push({ sign: '+', text: now ?? '' });
      column += 1;
    }
  }
  return lines;
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
