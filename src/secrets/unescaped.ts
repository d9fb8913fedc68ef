/** A text as it reads once escapes are undone. */
export interface Layer {
  text: string;
  /** What it was made of; null: it is the original. */
  below: { layer: Layer; pieces: Piece[] } | null;
}

/** A stretch that was kept as it is, or what an escape stands for; it ends where the next one begins. */
interface Piece {
  /** Where it begins in the text. */
  at: number;
  /** Where it begins in the layer below. */
  from: number;
  kept: boolean;
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
  const layers: Layer[] = [];
  let layer: Layer | null = { text, below: null };
  for (let round = 0; round <= ROUNDS && layer !== null; round += 1) {
    layers.push(layer);
    layer = unescaped(layer);
  }
  return layers;
}

/** Where a stretch of a layer stands in the original. An escape is never cut in two. */
export function placeIn({ below }: Layer, start: number, end: number): [start: number, end: number] {
  if (below === null) return [start, end];
  const { layer, pieces } = below;
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end);
  const from = first.from + (first.kept ? start - first.at : 0);
  const behind =
    last.kept || last.at === end ? last.from + end - last.at : (pieces[last.index + 1]?.from ?? 0);
  return placeIn(layer, from, behind);
}

/** The last piece that begins no later. */
function pieceAt(pieces: readonly Piece[], at: number): Piece & { index: number } {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { ...(pieces[low] ?? { at: 0, from: 0, kept: true }), index: low };
}

/** The same text with its escapes undone; null where it has none. */
function unescaped(layer: Layer): Layer | null {
  if (!/[\\%&]/.test(layer.text)) return null;
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let at = 0;
  const put = (text: string, from: number, kept: boolean): void => {
    if (text === '') return;
    pieces.push({ at, from, kept });
    texts.push(text);
    at += text.length;
  };
  let from = 0;
  for (const { 0: written, index } of layer.text.matchAll(ESCAPES)) {
    const meant = meaningOf(written);
    if (meant === null) continue;
    put(layer.text.slice(from, index), from, true);
    for (const [text, offset] of meant) put(text, index + offset, false);
    from = index + written.length;
  }
  if (from === 0) return null;
  put(layer.text.slice(from), from, true);
  pieces.push({ at, from: layer.text.length, kept: true });
  return { text: texts.join(''), below: { layer, pieces } };
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
