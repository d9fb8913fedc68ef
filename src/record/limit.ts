import type { Answer } from '../model.js';
import { headerOf } from './answer.js';

/** What a server said of its rate limit in one answer. */
export interface Limit {
  /** Requests that it still answers in this window. */
  left: number;
  /** Requests that it answers in any window; null: not said. */
  inAll: number | null;
  /** Milliseconds from that answer until the window ends; null: not said. */
  resetMs: number | null;
}

/** A reset as large as this is a time since 1970, not a time from now. */
const EPOCH_SECONDS = 1_000_000_000;

/** What is left of the limit, by any of the header families in use; null where it is not said. */
export function limitOf(answer: Answer, now: number): Limit | null {
  // Nearly no answer speaks of one, and all answers of a run are asked again and again.
  if (!answer.headers.some(([name]) => /ratelimit/i.test(name))) return null;
  const left = numberOf(answer, 'remaining', 'r');
  if (left === null) return null;
  const reset = numberOf(answer, 'reset', 't');
  const inAll = numberOf(answer, 'limit', 'q');
  if (reset === null) return { left, inAll, resetMs: null };
  return { left, inAll, resetMs: reset < EPOCH_SECONDS ? reset * 1000 : Math.max(0, reset * 1000 - now) };
}

/** `RateLimit-Remaining: 5`, `X-RateLimit-Remaining: 5`, or `remaining=5` or `;r=5` in one field. */
function numberOf({ headers }: Answer, word: string, letter: string): number | null {
  const own = headerOf(headers, `ratelimit-${word}`) ?? headerOf(headers, `x-ratelimit-${word}`);
  const combined = `${headerOf(headers, 'ratelimit') ?? ''},${headerOf(headers, 'ratelimit-policy') ?? ''}`;
  const found = own ?? new RegExp(`(?:;\\s*${letter}|\\b${word})=(\\d+)`).exec(combined)?.[1] ?? null;
  return found !== null && /^\d+$/.test(found) ? Number(found) : null;
}
