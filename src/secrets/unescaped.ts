/** A text as it reads once escapes are undone, and where each of its characters stands in the original. */
export interface Layer {
  text: string;
  /** One more than there are characters: the end. Null: the text is the original. */
  starts: Uint32Array | null;
}

/** A server may escape what it escaped; more often than this nobody does. */
const ROUNDS = 4;
const ESCAPES =
  /\\u[\da-f]{4}|\\x[\da-f]{2}|\\["'\\/bfnrt]|(?:%[\da-f]{2})+|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi;
const LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** The names that HTML has for what stands in tokens and URLs. */
const ENTITIES: Record<string, string> = {
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
};

/** The text itself, and how it reads with the escapes of JSON, URLs and HTML undone once, twice, ... */
export function layersOf(text: string): Layer[] {
  const layers: Layer[] = [{ text, starts: null }];
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = unescaped(layers.at(-1) ?? { text, starts: null });
    if (next === null) break;
    layers.push(next);
  }
  return layers;
}

/** Where a stretch of a layer stands in the original. */
export function placeIn({ text, starts }: Layer, start: number, end: number): [start: number, end: number] {
  if (starts === null) return [start, end];
  let behind = end;
  // In the middle of what one escape stands for: to the end of that.
  while (behind < text.length && starts[behind] === starts[behind - 1]) behind += 1;
  return [starts[start] ?? 0, starts[behind] ?? 0];
}

/** The same text with its escapes undone; null where it has none. */
function unescaped(layer: Layer): Layer | null {
  const { text } = layer;
  if (!/[\\%&]/.test(text)) return null;
  const at = (index: number): number => (layer.starts === null ? index : (layer.starts[index] ?? 0));
  const pieces: string[] = [];
  const starts = new Uint32Array(text.length + 1);
  let length = 0;
  let from = 0;
  const keep = (to: number): void => {
    for (let index = from; index < to; index += 1, length += 1) starts[length] = at(index);
    pieces.push(text.slice(from, to));
    from = to;
  };
  let changed = false;
  for (const { 0: written, index } of text.matchAll(ESCAPES)) {
    const meant = meaningOf(written);
    if (meant === null) continue;
    changed = true;
    keep(index);
    for (const [piece, offset] of meant) {
      for (let unit = 0; unit < piece.length; unit += 1, length += 1) starts[length] = at(index + offset);
      pieces.push(piece);
    }
    from = index + written.length;
  }
  if (!changed) return null;
  keep(text.length);
  starts[length] = at(text.length);
  return { text: pieces.join(''), starts: starts.subarray(0, length + 1) };
}

/** What an escape stands for, piece by piece, with the place of each in it; null: it is none. */
function meaningOf(written: string): [piece: string, offset: number][] | null {
  if (written.startsWith('%')) return percentDecoded(written);
  if (written.startsWith('&')) {
    const name = written.slice(1, -1).toLowerCase();
    const known = name.startsWith('#') ? character(name.slice(1)) : ENTITIES[name];
    return known === undefined ? null : [[known, 0]];
  }
  const kind = written.charAt(1);
  if (written.length > 2) return [[String.fromCharCode(Number.parseInt(written.slice(2), 16)), 0]];
  return [[LETTERS[kind] ?? kind, 0]];
}

function character(number: string): string | undefined {
  const code = number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** UTF-8, and Latin-1 where it is none. */
function percentDecoded(written: string): [piece: string, offset: number][] {
  const bytes = Buffer.from(written.replaceAll('%', ''), 'hex');
  const pieces: [string, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const text = bytes.toString(length === 1 ? 'latin1' : 'utf8', at, at + length);
    const valid = !text.includes('\ufffd');
    pieces.push([valid ? text : String.fromCharCode(first), at * 3]);
    at += valid ? length : 1;
  }
  return pieces;
}
