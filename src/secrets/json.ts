/**
 * JSON in which only what its strings say is changed: every brace, name, keyword and blank stays, and a number
 * stays a number. A name that changes is told apart from others that do. Null: it is no JSON.
 *
 * @param mask the text of a string as it may be kept
 */
export function maskedJson(text: string, mask: (inner: string) => string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const pieces: string[] = [];
  let names = 0;
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    const end = character === '"' ? endOfString(text, at) : endOfNumber(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const token = text.slice(at, end);
    pieces.push(text.slice(from, at));
    if (character !== '"') pieces.push(mask(token) === token ? token : '0');
    else {
      const inner: unknown = JSON.parse(token);
      const shown = mask(String(inner));
      const changed = shown !== inner;
      const isName = text.charAt(afterBlanks(text, end)) === ':';
      if (changed && isName) names += 1;
      pieces.push(changed ? JSON.stringify(isName && names > 1 ? `${shown} ${names}` : shown) : token);
    }
    from = end;
    at = end;
  }
  return pieces.join('') + text.slice(from);
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  return text.length;
}

/** Behind a number; where it would begin if none is there. */
function endOfNumber(text: string, start: number): number {
  if (!/[\d-]/.test(text.charAt(start))) return start;
  let at = start + 1;
  while (/[\d.eE+-]/.test(text.charAt(at))) at += 1;
  return at;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text.charAt(at))) at += 1;
  return at;
}
