/** How a text is laid out around one place. */
export interface Layout {
  /** The line break of this file; null where everything stands in one line. */
  eol: string | null;
  /** What the line of this place begins with. */
  indent: string;
  /** What a deeper line begins with in addition. */
  unit: string;
  /** A blank follows a colon. */
  spaced: boolean;
}

const USUAL_UNIT = '  ';

/**
 * @param start where the value begins that is the whole file
 * @param at the place
 */
export function layoutOf(text: string, start: number, at: number): Layout {
  const body = text.slice(start).trimEnd();
  const eol = /\r\n|\n|\r/.exec(body)?.[0] ?? null;
  const from = lineStart(text, at);
  return {
    eol,
    indent: /^[ \t]*/.exec(text.slice(from, at))?.[0] ?? '',
    unit: eol === null ? '' : unitOf(body),
    spaced: eol !== null || /":[ \t]/.test(body) || !/":/.test(body),
  };
}

/** Where the line of this place begins. */
export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** What the first line below an opening bracket is indented by. */
function unitOf(body: string): string {
  const lines = body.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const next = lines[index + 1] ?? '';
    if (!opensBracket(line) || !next.startsWith(indent)) continue;
    const unit = /^([ \t]+)\S/.exec(next.slice(indent.length))?.[1];
    if (unit !== undefined) return unit;
  }
  return USUAL_UNIT;
}

/** It ends in an opening bracket, or in a comment after one. */
function opensBracket(line: string): boolean {
  return /[{[]$/.test(line.trimEnd()) || /[{[][ \t]*\/\//.test(line);
}
