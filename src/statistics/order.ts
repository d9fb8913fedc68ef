import { logChoose } from './logFactorial.js';

/**
 * In what order a sequence of tries failed. `from`: good ones, then from the nth on none. `until`: none up to the nth,
 * then good ones. `every`: each nth one, exactly. `scatter`: in no order that can be seen.
 */
export interface Order {
  kind: 'none' | 'always' | 'from' | 'until' | 'every' | 'scatter';
  /** Counted from 1: where it turns, or the distance between two failures; null where neither is meant. */
  nth: number | null;
  /** Chance alone would hardly ever look so; else it is a suspicion, or of so few nothing can be told. */
  proved: boolean;
  /** How likely that many failures fall so by chance; null where that is not asked. */
  chance: number | null;
  /** How many tries would prove it; null where it is proved, or nobody can say. */
  needed: number | null;
}

/** An order is named where chance makes it less often than this, since a wrong name sends people astray; */
export const PROVED = 0.001;
/** and mentioned up to here. */
const SUSPECTED = 0.05;
/** Fewer failures have no order. */
const FEWEST = 3;
/** With so many failures an order shows where there is one. */
const TELLING = 5;
const MOST_TRIES = 10_000;

/** The order of failures among tries. @param failed whether each failed, in order of sending */
export function orderOf(failed: readonly boolean[]): Order {
  const [n, r] = [failed.length, failed.filter(Boolean).length];
  if (r === 0) return { kind: 'none', nth: null, proved: true, chance: null, needed: null };
  if (r === n) return { kind: 'always', nth: null, proved: true, chance: null, needed: null };
  const likely = [turn(failed, n, r), every(failed, n, r)]
    .filter((one) => one !== null)
    .sort((a, b) => (a.chance ?? 1) - (b.chance ?? 1))[0];
  if (likely !== undefined && (likely.chance ?? 1) <= SUSPECTED) return likely;
  const proved = r >= FEWEST;
  return {
    kind: 'scatter',
    nth: null,
    proved,
    chance: null,
    needed: proved ? null : Math.ceil((TELLING * n) / r),
  };
}

/** All failures at one end. A single one is no turn: the first and the last try are as likely as any other. */
function turn(failed: readonly boolean[], n: number, r: number): Order | null {
  const turns = failed.filter((one, at) => at > 0 && one !== failed[at - 1]).length;
  if (turns !== 1 || r < 2) return null;
  const chance = Math.exp(-logChoose(n, r));
  const proved = chance <= PROVED;
  if (failed[0] === true) {
    const needed = proved ? null : first(n, (more) => Math.exp(-logChoose(more, r)));
    return { kind: 'until', nth: r, proved, chance, needed };
  }
  const needed = proved ? null : first(n, (more) => Math.exp(-logChoose(more, n - r)));
  return { kind: 'from', nth: n - r + 1, proved, chance, needed };
}

/** Each failure as far from the next as the others, and none missing before the first or after the last. */
function every(failed: readonly boolean[], n: number, r: number): Order | null {
  if (r < FEWEST) return null;
  const at = failed.flatMap((one, index) => (one ? [index] : []));
  const [start = 0, second = 0] = at;
  const period = second - start;
  const fits = at.every((index, nth) => index === start + nth * period);
  if (!fits || period < 2 || start >= period || start + r * period < n) return null;
  const chance = combs(n, r) / Math.exp(logChoose(n, r));
  const proved = chance <= PROVED;
  const more = (tries: number): number => {
    const hits = Math.floor((tries - 1 - start) / period) + 1;
    return combs(tries, hits) / Math.exp(logChoose(tries, hits));
  };
  return { kind: 'every', nth: period, proved, chance, needed: proved ? null : first(n, more) };
}

/** In how many ways r of n are evenly spaced from end to end. */
function combs(n: number, r: number): number {
  let count = 0;
  for (let period = 2; period <= n; period += 1) {
    for (let start = 0; start < period; start += 1) {
      if (start < n && Math.floor((n - 1 - start) / period) + 1 === r) count += 1;
    }
    if (Math.floor((n - 1) / period) + 1 < r) break;
  }
  return count;
}

function first(from: number, chance: (tries: number) => number): number | null {
  for (let tries = from + 1; tries < MOST_TRIES; tries += 1) if (chance(tries) <= PROVED) return tries;
  return null;
}
