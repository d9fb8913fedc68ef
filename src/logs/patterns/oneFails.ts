import type { LogPattern } from '../../model.js';
import { say } from '../../say.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

const NAMES = 200;
/** One refusal is a try, not a client that fails. */
const LEAST = 2;

interface Fate {
  ok: number;
  bad: Tally;
}

/** One client of several is never answered well, the others are. */
export class OneFails implements Watch {
  readonly #fates = new Map<string, Fate>();

  see(seen: Seen): void {
    if (!isRequest(seen) || seen.oauth) return;
    const { method, status } = requestOf(seen);
    if (method !== 'POST') return;
    let fate = this.#fates.get(seen.who);
    if (fate === undefined) {
      if (this.#fates.size >= NAMES) return;
      fate = { ok: 0, bad: new Tally() };
      this.#fates.set(seen.who, fate);
    }
    if (status < 400) fate.ok += 1;
    else fate.bad.add(seen);
  }

  found(): LogPattern | null {
    const all = [...this.#fates];
    const served = all.filter(([, { ok }]) => ok >= LEAST);
    const failing = all.filter(([, { ok, bad }]) => ok === 0 && bad.count >= LEAST);
    const [one] = failing;
    if (one === undefined || failing.length > 1 || served.length === 0) return null;
    const [name, { bad }] = one;
    return {
      id: 'one-client-fails',
      title:
        served.length === 1
          ? say('log-one-fails-of-two', { client: name })
          : say('log-one-fails', { client: name, count: served.length }),
      severity: 'error',
      ...bad.facts(),
      fault: ['client', 'configuration'],
      do: [say('log-mend-client')],
    };
  }
}
