/** Text into columns: how wide it is, where it breaks, tables that fit. Plain text in; colour is put on last. */

const PLAIN = /^[\x20-\x7e]*$/;
const NO_WIDTH = /[\p{Mn}\p{Me}\u1160-\u11ff]/u;
/** East Asian wide and full-width, and emoji. Where terminals differ we count more, never less. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const GAP = '  ';
/** Prose in longer lines than this is hard to read, however wide the terminal. */
const PROSE = 100;

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const symbol of text) width += symbolWidth(symbol);
  return width;
}

function symbolWidth(symbol: string): number {
  if (NO_WIDTH.test(symbol)) return 0;
  return WIDE.test(symbol) ? 2 : 1;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** How wide running text should be on a terminal of this width. */
export function proseWidth(width: number): number {
  return Math.min(width, PROSE);
}

/**
 * Breaks a text at its spaces into lines of at most `width` columns, but not within a command. A longer word is chopped,
 * but a URL is left whole unless `chopUrls`: it must survive being clicked or copied.
 */
export function wrap(text: string, width: number, chopUrls = false): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of unitsOf(text, width)) {
    const size = displayWidth(word);
    if (line !== '' && used + 1 + size <= width) {
      line += ` ${word}`;
      used += 1 + size;
      continue;
    }
    if (line !== '') lines.push(line);
    const whole = size <= width || (!chopUrls && /https?:\/\//.test(word));
    const pieces = whole ? [word] : chop(word, width);
    line = pieces.pop() ?? '';
    used = displayWidth(line);
    lines.push(...pieces);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** The words of a text; one of our commands is one word where it fits on a line, so that it can be copied whole. */
function unitsOf(text: string, width: number): string[] {
  const units: string[] = [];
  let command: string[] = [];
  const end = (): void => {
    const whole = command.join(' ');
    units.push(...(displayWidth(whole) <= width ? [whole] : command));
    command = [];
  };
  const words = text.split(' ').filter((part) => part !== '');
  for (const [at, word] of words.entries()) {
    if (command.length > 0 && word.startsWith('(')) end();
    const begins = word === 'mcp-accept' || (/^[A-Z_]+=./.test(word) && words[at + 1] === 'mcp-accept');
    if (command.length === 0 && !begins) {
      units.push(word);
      continue;
    }
    command.push(word);
    if (/[,;:.)]$/.test(word)) end();
  }
  if (command.length > 0) end();
  return units;
}

/** Cuts a word that is wider than a line, after `/`, `_` or the like where one is near the end. */
function chop(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const symbol of word) {
    if (piece !== '' && displayWidth(piece) + symbolWidth(symbol) > width) {
      const end = breakingPoint(piece);
      pieces.push(piece.slice(0, end));
      piece = piece.slice(end);
    }
    piece += symbol;
  }
  pieces.push(piece);
  return pieces;
}

function breakingPoint(piece: string): number {
  const last = Math.max(...['/', '_', '+', '-', ',', ';', '&', '='].map((sign) => piece.lastIndexOf(sign)));
  return last > piece.length / 2 ? last + 1 : piece.length;
}

/** A label and the text beside it; later lines line up with the first. */
export function beside(
  label: string,
  text: string,
  width: number,
  paint: (label: string) => string = (same) => same,
): string[] {
  const left = displayWidth(label);
  const [first = '', ...rest] = wrap(text, Math.max(1, width - left));
  return [`${paint(label)}${first}`, ...rest.map((line) => ' '.repeat(left) + line)];
}

/** `1. ` before the first, `2. ` before the second. @param below what stands below an item, as it is */
export function numbered(
  items: string[],
  width: number,
  indent = '',
  below: (at: number) => string[] = () => [],
): string[] {
  const digits = String(items.length).length;
  return items.flatMap((item, at) => [
    ...beside(`${indent}${String(at + 1).padStart(digits)}. `, item, proseWidth(width)),
    ...below(at),
  ]);
}

export interface Column {
  title: string;
  /** The fewest columns that it may be shrunk to; null keeps it as wide as its content. */
  min: number | null;
}

export interface TableCell {
  text: string;
  paint?: (text: string) => string;
}

/** A table with a title row that takes at most `width` columns, as far as the columns can shrink. */
export function table(columns: Column[], rows: TableCell[][], width: number): string[] {
  const widths = fitted(columns, rows, width - GAP.length * (columns.length - 1));
  const titles = columns.map((column): TableCell => ({ text: column.title }));
  const rule = widths.map((size) => '-'.repeat(size)).join(GAP);
  return [...tableRow(titles, widths), rule, ...rows.flatMap((row) => tableRow(row, widths))];
}

function fitted(columns: Column[], rows: TableCell[][], room: number): number[] {
  const widths = columns.map((column, at) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[at]?.text ?? ''))),
  );
  const size = (at: number) => widths[at] ?? 0;
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const able = columns.flatMap((column, at) => (column.min !== null && size(at) > column.min ? [at] : []));
    const widest = able.sort((a, b) => size(b) - size(a))[0];
    if (widest === undefined) break;
    widths[widest] = size(widest) - 1;
  }
  return widths;
}

function tableRow(row: TableCell[], widths: number[]): string[] {
  const cells = widths.map((width, at) => wrap(row[at]?.text ?? '', width, true));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, at) => {
        const text = cells[at]?.[line] ?? '';
        const fill = at === widths.length - 1 ? '' : ' '.repeat(Math.max(0, width - displayWidth(text)));
        return (row[at]?.paint?.(text) ?? text) + fill;
      })
      .join(GAP)
      .trimEnd(),
  );
}
