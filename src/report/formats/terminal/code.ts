import { forTerminal } from '../../escape.js';
import type { View } from '../../view.js';

/** Lines of code that a page of every day has room for. */
const FEW = 5;
const COMMENT = /^\s*(#|\/\/)/;

/** What is to be pasted, at the left edge but for the indent; one line of it stands in the words of its step. */
export function codeLines(code: string | null, { detail }: View): string[] {
  if (code === null) return [];
  const lines = code.split('\n').map((line) => forTerminal(line));
  const own = lines.filter((line) => line.trim() !== '' && !COMMENT.test(line));
  if (own.length < 2) return [];
  if (detail !== 'full' && lines.length > FEW) return ['(to paste: --verbose)'];
  return lines;
}
