/** A stretch of a text. */
interface Stretch {
  start: number;
  end: number;
}

const [QUOTE, BACKSLASH, COLON, MINUS] = [0x22, 0x5c, 0x3a, 0x2d];
const ESCAPED = /[\\%&]/;

/**
 * JSON in which only what its strings say is changed: every brace, name, keyword and blank stays, and a number
 * stays a number. A name that changes is told apart from others that do. Null: it is no JSON.
 *
 * @param places where something was found, in order. Elsewhere only what has escapes may hide something more
 * @param mask the text of a string as it may be kept
 */
export function maskedJson(
  text: string,
  places: readonly Stretch[],
  mask: (inner: string) => string,
): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const pieces: string[] = [];
  let names = 0;
  let from = 0;
  let next = 0;
  for (let at = 0; at < text.length; ) {
    const isString = text.charCodeAt(at) === QUOTE;
    const end = isString ? endOfString(text, at) : endOfNumber(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    while ((places[next]?.end ?? text.length) <= at) next += 1;
    const token = text.slice(at, end);
    if ((places[next]?.start ?? text.length) < end || ESCAPED.test(token)) {
      pieces.push(text.slice(from, at));
      if (!isString) pieces.push(mask(token) === token ? token : '0');
      else {
        const inner: unknown = JSON.parse(token);
        const shown = mask(String(inner));
        const changed = shown !== inner;
        const isName = text.charCodeAt(afterBlanks(text, end)) === COLON;
        if (changed && isName) names += 1;
        pieces.push(changed ? JSON.stringify(isName && names > 1 ? `${shown} ${names}` : shown) : token);
      }
      from = end;
    }
    at = end;
  }
  return pieces.join('') + text.slice(from);
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

/** Behind a number; where it would begin if none is there. */
function endOfNumber(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first !== MINUS && !(first >= 0x30 && first <= 0x39)) return start;
  let at = start + 1;
  while (/[\d.eE+-]/.test(text.charAt(at))) at += 1;
  return at;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text.charAt(at))) at += 1;
  return at;
}
