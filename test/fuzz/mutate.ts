import type { Json } from '../../src/model.js';
import type { Random } from './random.js';

/** What breaks parsers: structure, control characters, numbers at the edge, text that looks like something else. */
const SPICE = [
  '',
  '\0',
  '\r',
  '\n',
  '\r\n\r\n',
  '\u0085',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\ud800',
  '"',
  '\\',
  '{',
  '}}',
  '[[',
  '${A',
  '${A:-${B}}',
  '{env:A}',
  '$',
  '//',
  '/*',
  '#',
  '=',
  '[x]',
  ':',
  ',',
  'null',
  '1e999',
  '-1',
  '__proto__',
  'constructor',
  'https://user:pass@[::1]:99999/%zz?x#y',
  'text/event-stream',
  'x'.repeat(5000),
  '\n'.repeat(5000),
];

/** A text with up to four changes: pieces lost, doubled, moved, or something put between. */
export function mutatedText(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(4); left > 0; left -= 1) changed = changedOnce(changed, random);
  return changed;
}

/** A text with up to four of its words changed: most of the syntax survives, and what is written in it does not. */
export function mutatedWords(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const words = [...changed.matchAll(/[\w$.{}:/-]+/g)];
    if (words.length === 0) return changed;
    const { 0: word, index } = random.pick(words);
    const other = random.once(2) ? random.pick(words)[0] : random.pick(SPICE).replaceAll(/["\\\r\n]/g, '');
    changed = changed.slice(0, index) + other + changed.slice(index + word.length);
  }
  return changed;
}

function changedOnce(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + random.below(random.once(4) ? 400 : 12));
  const [before, piece, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(6)) {
    case 0:
      return before + after;
    case 1:
      return before + piece + piece + after;
    case 2:
      return before + random.pick(SPICE) + after;
    case 3:
      return before + random.pick(SPICE) + piece + after;
    case 4:
      return before;
    default:
      return before + piece.split('').reverse().join('') + after;
  }
}

const VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  '',
  'x',
  '\u0085\u202e',
  'legacy/both',
  [],
  {},
  [[]],
  { kind: 'answer' },
];

/** A value with up to three changes somewhere in it: lost, doubled, renamed, or another in its place. */
export function mutatedValue(value: Json, random: Random): Json {
  const copy = structuredClone(value);
  const holders = holdersIn(copy);
  for (let left = 1 + random.below(3); left > 0 && holders.length > 0; left -= 1) {
    changeIn(random.pick(holders), random);
  }
  return copy;
}

type Holder = Json[] | { [key: string]: Json };

function holdersIn(value: Json): Holder[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}

function changeIn(holder: Holder, random: Random): void {
  const keys = Object.keys(holder);
  if (keys.length === 0) return;
  if (Array.isArray(holder)) {
    const index = random.below(holder.length);
    const change = random.below(3);
    if (change === 0) holder.splice(index, 1);
    else if (change === 1) holder.push(holder[index] ?? null);
    else holder[index] = random.pick(VALUES);
    return;
  }
  const key = random.pick(keys);
  const change = random.below(4);
  if (change === 0) delete holder[key];
  else if (change === 1) holder[key] = holder[random.pick(keys)] ?? null;
  else if (change === 2) holder[`${key}${random.pick(['s', '_', '\u200b'])}`] = holder[key] ?? null;
  else holder[key] = random.pick(VALUES);
}
