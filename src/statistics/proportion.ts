import { logChoose } from './logFactorial.js';

/** So many of so many. */
export interface Share {
  good: number;
  of: number;
}

/** The standard normal quantiles of 97.5 % and 80 %. */
const Z_95 = 1.959964;
const Z_80 = 0.841621;
/** Two shares differ where chance alone would part them so far in less than 1 of 20 cases. */
export const SIGNIFICANT = 0.05;

/**
 * Wilson's score interval of 95 % (Wilson 1927): holds for few tries and at 0 and 100 % too.
 * @returns the bounds, from 0 to 1; 0 and 1 where nothing was tried
 */
export function wilson({ good, of }: Share): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const [share, square] = [good / of, Z_95 * Z_95];
  const middle = share + square / (2 * of);
  const half = Z_95 * Math.sqrt((share * (1 - share) + square / (4 * of)) / of);
  const scale = 1 + square / of;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/**
 * Fisher's exact test, two-sided: how likely chance alone parts two shares at least so far, given the totals.
 * @returns from 0 to 1
 */
export function fisher(a: Share, b: Share): number {
  const good = a.good + b.good;
  const of = a.of + b.of;
  const log = (k: number): number => logChoose(a.of, k) + logChoose(b.of, good - k) - logChoose(of, good);
  const seen = log(a.good);
  let sum = 0;
  for (let k = Math.max(0, good - b.of); k <= Math.min(a.of, good); k += 1) {
    // Ties count, and rounding must not lose one.
    if (log(k) <= seen + 1e-7) sum += Math.exp(log(k));
  }
  return Math.min(1, sum);
}

/**
 * About how many tries of each it takes to tell two such shares apart, with a power of 80 % at a level of 5 %
 * (Fleiss, Tytun and Ury 1980, with the correction for continuity).
 * @returns null where the shares are the same
 */
export function neededEach(a: Share, b: Share): number | null {
  const [p, q] = [a.good / a.of, b.good / b.of];
  const apart = Math.abs(p - q);
  if (!(apart > 0)) return null;
  const mean = (p + q) / 2;
  const root = Z_95 * Math.sqrt(2 * mean * (1 - mean)) + Z_80 * Math.sqrt(p * (1 - p) + q * (1 - q));
  const plain = (root * root) / (apart * apart);
  return Math.round((plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * apart))) ** 2);
}
