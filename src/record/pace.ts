import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Exchange } from '../model.js';
import { headerOf } from './answer.js';
import { answerOf } from './reading.js';
import { INTERRUPTED, PACED } from './stops.js';

/** What a server said of its rate limit in one answer. */
export interface Limit {
  /** Requests that it still answers in this window. */
  left: number;
  /** Requests that it answers in any window; null: not said. */
  inAll: number | null;
  /** Milliseconds from that answer until the window ends; null: not said. */
  resetMs: number | null;
}

/** A window that ends within this is waited for, */
const WINDOW_MS = 10_000;
/** and no more than this in one run. */
const PATIENCE_MS = 30_000;
/** A reset as large as this is a time since 1970, not a time from now. */
const EPOCH_SECONDS = 1_000_000_000;

/** What is left of the limit, by any of the header families in use; null where it is not said. */
export function limitOf(answer: Answer, now: number): Limit | null {
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

/** Keeps the clients of a run below the server's limit, as far as the server says what is left of it. */
export class Pace {
  #patienceMs = PATIENCE_MS;
  /** What the clients that are under way may still send. */
  #underWay = 0;
  /** The last answer whose window has ended. */
  #past = 0;

  /**
   * Waits until there is room for so many requests, or finds that there will be none in time.
   * @param exchanges all of the run
   * @returns why they must not be sent, or null: then `done` is to be called after them
   */
  async roomFor(
    requests: number,
    exchanges: readonly Exchange[],
    signal: AbortSignal,
  ): Promise<string | null> {
    const last = lastLimit(exchanges.filter(({ seq }) => seq > this.#past));
    if (last !== null && last.limit.left - this.#underWay < requests) {
      const { resetMs, inAll } = last.limit;
      const tooLong = resetMs === null || resetMs > Math.min(WINDOW_MS, this.#patienceMs);
      if (tooLong || (inAll !== null && inAll < requests)) return PACED;
      this.#patienceMs -= resetMs;
      await wait(resetMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return INTERRUPTED;
      this.#past = Math.max(this.#past, last.seq);
    }
    this.#underWay += requests;
    return null;
  }

  done(requests: number): void {
    this.#underWay -= requests;
  }
}

/** The limit in the last answer that names one. */
function lastLimit(exchanges: readonly Exchange[]): { seq: number; limit: Limit } | null {
  for (const exchange of [...exchanges].sort((a, b) => b.seq - a.seq)) {
    const answer = answerOf(exchange);
    const limit = answer === null ? null : limitOf(answer, Date.now());
    if (limit !== null) return { seq: exchange.seq, limit };
  }
  return null;
}
