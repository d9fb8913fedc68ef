/** What stands for other characters in JSON, URLs and HTML. */
export interface Escape {
  /** As it is written. */
  length: number;
  means: string;
}

const [BACKSLASH, PERCENT] = [0x5c, 0x25];
const LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/iy;
/** The names that HTML has for what stands in tokens and URLs. */
const ENTITIES = new Map(
  Object.entries<string>({
    amp: '&',
    apos: "'",
    ast: '*',
    bsol: '\\',
    colon: ':',
    comma: ',',
    commat: '@',
    dollar: '$',
    equals: '=',
    excl: '!',
    gt: '>',
    lowbar: '_',
    lt: '<',
    num: '#',
    percnt: '%',
    period: '.',
    plus: '+',
    quest: '?',
    quot: '"',
    semi: ';',
    sol: '/',
    verbar: '|',
  }),
);

/** The escape that begins at a backslash, a percent sign or an ampersand; null: it is none. */
export function escapeAt(text: string, at: number): Escape | null {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return ofString(text, at);
  return code === PERCENT ? ofUrl(text, at) : ofPage(text, at);
}

function ofString(text: string, at: number): Escape | null {
  const kind = text.charAt(at + 1);
  const digits = kind === 'u' || kind === 'U' ? 4 : kind === 'x' || kind === 'X' ? 2 : 0;
  if (digits === 0) {
    return kind !== '' && '"\'\\/bfnrtBFNRT'.includes(kind)
      ? { length: 2, means: LETTERS[kind] ?? kind }
      : null;
  }
  let code = 0;
  for (let digit = 0; digit < digits; digit += 1) {
    const value = hexAt(text, at + 2 + digit);
    if (value < 0) return null;
    code = code * 16 + value;
  }
  return { length: 2 + digits, means: String.fromCharCode(code) };
}

/** One character of UTF-8; what is none is read as Latin-1. */
function ofUrl(text: string, at: number): Escape | null {
  const first = byteAt(text, at);
  if (first < 0) return null;
  if (first < 0xc0) return { length: 3, means: String.fromCharCode(first) };
  const bytes = [first];
  for (let more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3; more > 0; more -= 1) {
    const byte = byteAt(text, at + 3 * bytes.length);
    if (byte < 0) break;
    bytes.push(byte);
  }
  const means = Buffer.from(bytes).toString('utf8');
  return means.includes('\ufffd')
    ? { length: 3, means: String.fromCharCode(first) }
    : { length: 3 * bytes.length, means };
}

function ofPage(text: string, at: number): Escape | null {
  ENTITY.lastIndex = at;
  const written = ENTITY.exec(text)?.[0];
  if (written === undefined) return null;
  const name = written.slice(1, -1).toLowerCase();
  const means = name.startsWith('#') ? character(name.slice(1)) : ENTITIES.get(name);
  return means === undefined ? null : { length: written.length, means };
}

function character(number: string): string | undefined {
  const code = number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The byte of `%41`; negative where there is none. */
function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  const [high, low] = [hexAt(text, at + 1), hexAt(text, at + 2)];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** The value of a hexadecimal digit; negative where there is none. */
function hexAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
