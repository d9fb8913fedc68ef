import type { TextEdit } from '../../model.js';
import { dialectOf, tokensIn, unreadOf } from '../../targets/config/lapses.js';
import { withoutBom } from '../../targets/config/places.js';
import { cleared, withEdits } from './removal.js';

/**
 * A JSON text without the comments and the trailing commas that its client does not read; every other byte
 * stays. What stood alone on its line takes the line with it.
 */
export function plainJson(text: string, syntax: Parameters<typeof dialectOf>[0]): string {
  const inside = { start: 0, end: text.length };
  return unreadIn(text, syntax).reduceRight<string>(
    (done, { start, end }) =>
      withEdits(done, [
        isWholeWord(done, start, end) ? blank(start, end) : cleared(done, { start, end }, inside),
      ]),
    text,
  );
}

function unreadIn(text: string, syntax: Parameters<typeof dialectOf>[0]): { start: number; end: number }[] {
  return unreadOf(tokensIn(withoutBom(text)), dialectOf(syntax)).map(({ token }) => token);
}

/** Two words with nothing but a comment between them would become one. */
function isWholeWord(text: string, start: number, end: number): boolean {
  return /\w/.test(text.charAt(start - 1)) && /\w/.test(text.charAt(end));
}

function blank(start: number, end: number): TextEdit {
  return { offset: start, length: end - start, content: ' ' };
}
