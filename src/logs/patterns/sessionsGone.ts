import type { LogPattern } from '../../model.js';
import { say } from '../../say.js';
import { Recent } from '../recent.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

/** So long after a start what is lost by it is still asked for. */
const AFTER_START_MS = 30 * 60_000;
const STORM = 3;

/** 404 to clients that were served before: their sessions are not known any more. */
export class SessionsGone implements Watch {
  readonly #gone = new Tally();
  readonly #served = new Recent<true>();
  readonly #ended = new Recent<boolean>();
  #startedAt: number | null = null;
  #starts = 0;
  #afterStart = 0;

  see(seen: Seen): void {
    const { line } = seen;
    if (line.kind === 'restart') {
      this.#starts += 1;
      this.#startedAt = line.at;
      return;
    }
    if (!isRequest(seen) || seen.oauth) return;
    const { method, status } = requestOf(seen);
    // Who ended its session hears 404 of it by right, once.
    const ended = this.#ended.get(seen.key) === true;
    if (ended !== (method === 'DELETE')) this.#ended.set(seen.key, !ended);
    if (method === 'POST' && status >= 200 && status < 300) {
      if (this.#served.get(seen.key) === undefined) this.#served.set(seen.key, true);
    }
    if (status !== 404 || method === 'DELETE' || ended || this.#served.get(seen.key) === undefined) return;
    this.#gone.add(seen);
    const { at } = line;
    const isTimed = at !== null && this.#startedAt !== null;
    const isSoon = isTimed ? at - (this.#startedAt ?? 0) < AFTER_START_MS : this.#starts > 1;
    if (isSoon) this.#afterStart += 1;
  }

  found(): LogPattern | null {
    const { count } = this.#gone;
    if (count < STORM) return null;
    const restart = this.#afterStart * 2 > count;
    return {
      id: 'sessions-gone',
      title: say(restart ? 'log-storm' : 'log-sessions-gone', { count }),
      severity: 'error',
      ...this.#gone.facts(),
      fault: restart ? ['server', 'client'] : ['server'],
      do: [say('log-begin-anew'), say('log-keep-sessions')],
    };
  }
}
