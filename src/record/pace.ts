import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange } from '../model.js';
import { type Limit, limitOf } from './limit.js';
import { answerOf } from './reading.js';
import { INTERRUPTED, PACED } from './stops.js';

/** A window that ends within this is waited for, */
const WINDOW_MS = 10_000;
/** and no more than this in one run. */
const PATIENCE_MS = 30_000;

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
