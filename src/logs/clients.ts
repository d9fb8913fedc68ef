import type { LogReport } from '../model.js';
import { isRequest, requestOf, type Seen } from './tally.js';

const NAMES = 200;
const SHOWN = 10;

/** Who asked, and what they were answered. */
export class Clients {
  readonly #all = new Map<string, { requests: number; ok: number; refused: Map<number, number> }>();

  see(seen: Seen): void {
    if (!isRequest(seen) || seen.oauth) return;
    let one = this.#all.get(seen.who);
    if (one === undefined) {
      if (this.#all.size >= NAMES) return;
      one = { requests: 0, ok: 0, refused: new Map() };
      this.#all.set(seen.who, one);
    }
    const { status } = requestOf(seen);
    one.requests += 1;
    if (status < 400) one.ok += 1;
    else one.refused.set(status, (one.refused.get(status) ?? 0) + 1);
  }

  /** Those with the most refusals first. */
  all(): LogReport['clients'] {
    return [...this.#all]
      .map(([name, { requests, ok, refused }]) => ({
        name,
        requests,
        ok,
        refused: Object.fromEntries([...refused].map(([status, count]) => [String(status), count])),
      }))
      .sort((a, b) => b.requests - b.ok - (a.requests - a.ok) || b.requests - a.requests)
      .slice(0, SHOWN);
  }
}
