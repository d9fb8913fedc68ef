import type { Json } from '../../model.js';

/** A source of numbers that is the same for the same seed (mulberry32): a failure can be run again. */
export function dice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  return { below, pick, chance: (share) => next() < share };
}

export interface Dice {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  chance(share: number): boolean;
}

/** So many documents; a fifth of them in `npm test`, all in `npm run fuzz`. */
export function runs(all: number): number {
  return process.env['EVERY_DOCUMENT'] === '1' ? all : all / 5;
}

/** How a random document is written. */
export interface Style {
  eol: string;
  /** Empty: everything in one line. */
  unit: string;
  comments: boolean;
  trailingCommas: boolean;
  leadingCommas: boolean;
  spaced: boolean;
  bom: boolean;
}

const KEYS = ['url', 'type', 'headers', 'Accept', 'a b', 'é', 'quo"te', '', '0', 'x/y', '//', 'X-😀'];
const TEXTS = ['', 'http://h/mcp', 'a, b', '/* no comment */', '// none', '}', 'ü😀', 'back\\slash', '"'];

export function anyStyle({ pick, chance }: Dice): Style {
  const unit = pick(['', '  ', '    ', '\t']);
  return {
    unit,
    eol: pick(['\n', '\r\n']),
    comments: chance(0.5),
    trailingCommas: chance(0.4),
    leadingCommas: unit !== '' && chance(0.2),
    spaced: unit !== '' || chance(0.5),
    bom: chance(0.2),
  };
}

export function anyObject(random: Dice, depth = 3): { [key: string]: Json } {
  const size = random.below(4);
  const keys = new Set(Array.from({ length: size }, () => random.pick(KEYS)));
  return Object.fromEntries([...keys].map((key) => [key, anyValue(random, depth - 1)]));
}

export function anyValue(random: Dice, depth: number): Json {
  const kind = random.below(depth > 0 ? 8 : 5);
  if (kind === 0) return random.pick([null, true, false]);
  if (kind === 1) return random.pick([0, -1.5, 2025, 1e21]);
  if (kind < 5) return random.pick(TEXTS);
  if (kind === 5) return Array.from({ length: random.below(3) }, () => anyValue(random, depth - 1));
  return anyObject(random, depth);
}

/** The value as a person might have written it. */
export function printed(value: Json, style: Style, random: Dice): string {
  const lead = style.comments && random.chance(0.3) ? `// about this file${style.eol}` : '';
  const tail = random.chance(0.5) ? style.eol : '';
  return (style.bom ? '\ufeff' : '') + lead + node(value, style, random, '') + tail;
}

function node(value: Json, style: Style, random: Dice, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const inner = indent + style.unit;
  const items = Array.isArray(value)
    ? value.map((each) => node(each, style, random, inner))
    : Object.entries(value).map(
        ([key, each]) =>
          `${JSON.stringify(key)}:${style.spaced ? ' ' : ''}${node(each, style, random, inner)}`,
      );
  return `${open}${listed(items, style, random, inner, indent)}${close}`;
}

function listed(items: string[], style: Style, random: Dice, inner: string, outer: string): string {
  if (items.length === 0) return random.chance(0.3) ? ' ' : '';
  const broken = style.unit !== '' && random.chance(0.85);
  const blank = style.spaced ? ' ' : '';
  const note = (): string =>
    style.comments && random.chance(0.25) ? `${blank}/* ${random.pick(TEXTS.slice(1, 3))} */` : '';
  const lineNote = (): string => (style.comments && random.chance(0.25) ? ' // "x": 1, }' : '');
  const last = style.trailingCommas && random.chance(0.6) ? ',' : '';
  if (!broken) {
    return blank + items.map((item) => item + note()).join(`,${blank}`) + last + note() + blank;
  }
  const start = style.eol + inner;
  if (style.leadingCommas) {
    return start + items.map((item) => item + lineNote()).join(`${start}, `) + style.eol + outer;
  }
  const above = (): string => (style.comments && random.chance(0.2) ? `// above${start}` : '');
  const lines = items.map(
    (item, at) => above() + item + note() + (at < items.length - 1 ? ',' : last) + lineNote(),
  );
  return start + lines.join(start) + style.eol + outer;
}
