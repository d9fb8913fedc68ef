import type { TextEdit } from '../../model.js';

/** From `start` up to and without `end`. */
export interface Span {
  start: number;
  end: number;
}

/** What stands between two brackets, separated by commas: the properties of an object, an inline table. */
export interface Listing {
  /** What is inside the brackets. */
  inside: Span;
  items: Span[];
  /** A comment of the file's syntax, or a comma: whatever comes first. Must be global. */
  commentOrComma: RegExp;
}

/**
 * The edits that take one item out and leave a valid list: its comma goes with it, its line too where
 * nothing else stands there. Comments stay, also the one on the item's own line.
 */
export function removal(text: string, listing: Listing, index: number): TextEdit[] {
  const item = listing.items[index];
  if (item === undefined) return [];
  const before = listing.items[index - 1];
  const after = listing.items[index + 1];
  const commaBefore = before === undefined ? null : commaIn(text, listing, before.end, item.start);
  const commaAfter = commaIn(text, listing, item.end, after?.start ?? listing.inside.end);
  const comma = commaToTake(text, item, commaBefore, commaAfter, after === undefined);
  if (comma === null) return [cleared(text, item, listing.inside)];
  const joined = { start: Math.min(comma, item.start), end: Math.max(comma + 1, item.end) };
  const between = comma < item.start ? text.slice(comma + 1, item.start) : text.slice(item.end, comma);
  // A comment or a line break between the two stays where it is.
  if (/^[ \t]*$/.test(between)) return [cleared(text, joined, listing.inside)];
  return [cleared(text, item, listing.inside), edit({ start: comma, end: comma + 1 })];
}

/** Which of the two commas goes: the one after, but for the last item, or where commas begin the lines. */
function commaToTake(
  text: string,
  item: Span,
  before: number | null,
  after: number | null,
  last: boolean,
): number | null {
  if (after === null || before === null) return after ?? before;
  // The last item's own comma is a trailing one, and the one before it becomes the trailing one.
  if (last) return after;
  const leading = onOneLine(text, before, item.start) && !onOneLine(text, item.end, after);
  return leading ? before : after;
}

function onOneLine(text: string, from: number, to: number): boolean {
  return !/[\r\n]/.test(text.slice(from, to));
}

/** Where the first comma stands that is in no comment. */
function commaIn(text: string, { commentOrComma }: Listing, from: number, to: number): number | null {
  const gap = text.slice(from, to);
  for (const match of gap.matchAll(commentOrComma)) if (match[0] === ',') return from + match.index;
  return null;
}

/** Takes the span out with the blanks that are left over: its whole line, or those on one side of it. */
export function cleared(text: string, span: Span, inside: Span): TextEdit {
  let left = span.start;
  while (left > inside.start && /[ \t]/.test(text.charAt(left - 1))) left -= 1;
  const right = span.end + (/^[ \t]*/.exec(text.slice(span.end, inside.end))?.[0].length ?? 0);
  const atLineStart = left === 0 || /[\r\n]/.test(text.charAt(left - 1));
  const lineBreak = /^(\r\n|\n|\r)/.exec(text.slice(right, right + 2))?.[0] ?? '';
  const atLineEnd = lineBreak !== '' || right === text.length;
  if (atLineStart && atLineEnd) return edit({ start: left, end: right + lineBreak.length });
  if (atLineStart) return edit({ start: span.start, end: right });
  // `{ "a": 1 }` becomes `{}`.
  if (left === inside.start && right === inside.end) return edit({ start: left, end: right });
  const withCommaBefore = text.charAt(span.start) === ',';
  if (atLineEnd || withCommaBefore || right === inside.end) return edit({ start: left, end: span.end });
  return edit({ start: span.start, end: right });
}

function edit({ start, end }: Span): TextEdit {
  return { offset: start, length: end - start, content: '' };
}

/** The text with the edits made; they must not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.offset - a.offset);
  return backwards.reduce(
    (done, { offset, length, content }) => done.slice(0, offset) + content + done.slice(offset + length),
    text,
  );
}
