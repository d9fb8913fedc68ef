/**
 * The escaper of the terminal. Whatever a server, a URL or a rule file says goes through here before
 * it is printed: it could move the cursor, recolour the screen, reverse the line or hide words.
 */

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * What must not reach a terminal as it is: control characters (C0, C1), what is invisible or turns the
 * writing direction (Cf, default ignorable), line separators, spaces that only look like a space,
 * halves of surrogate pairs, private and unassigned code points.
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|[^\P{Zs} ]/u;
const HOSTILE_IN_JSON = new RegExp(`(?!\\n)(?:${HOSTILE.source})`, 'gu');
const MARK = /\p{M}/u;
/** More marks than this on one letter are there to smear the lines above and below. */
const MARKS_AT_MOST = 4;
const CUT = '...';

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes one line of harmless text: `\n`, `\x1b`, `\u{202e}` stand for what they name.
 * For reading, not for undoing: a backslash in the text stays as it is.
 *
 * @param max the most code points to give back; what is cut ends in `...`
 */
export function forTerminal(text: string, max = Number.POSITIVE_INFINITY): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const pieces: string[] = [];
  let length = 0;
  let marks = 0;
  for (const symbol of text) {
    marks = MARK.test(symbol) ? marks + 1 : 0;
    const piece = HOSTILE.test(symbol) || marks > MARKS_AT_MOST ? visible(symbol) : symbol;
    length += piece === symbol ? 1 : piece.length;
    pieces.push(piece);
    if (length > max) return cut(pieces, max);
  }
  return pieces.join('');
}

function cut(pieces: string[], max: number): string {
  const room = Math.max(0, max - CUT.length);
  let length = 0;
  const kept = pieces.filter((piece) => {
    length += [...piece].length;
    return length <= room;
  });
  return kept.join('') + CUT.slice(0, max);
}

function visible(symbol: string): string {
  const code = symbol.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return SHORT[symbol] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`);
}

/**
 * JSON, two spaces deep, that a terminal can show and `JSON.parse` gives back unchanged:
 * what `forTerminal` makes visible is a `\uXXXX` here.
 */
export function jsonForTerminal(value: unknown): string {
  return withEscapes(JSON.stringify(value, null, 2));
}

/** The same on one line, with its end. */
export function jsonLine(value: unknown): string {
  return `${withEscapes(JSON.stringify(value))}\n`;
}

function withEscapes(json: string): string {
  // GitHub's runner takes `##[` for the beginning of a command wherever it stands in a line of a log.
  return json
    .replaceAll('##[', '\\u0023#[')
    .replace(HOSTILE_IN_JSON, (symbol) =>
      Array.from(
        { length: symbol.length },
        (_, unit) => `\\u${symbol.charCodeAt(unit).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
}
