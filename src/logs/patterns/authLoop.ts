import type { LogPattern } from '../../model.js';
import { say } from '../../say.js';
import { Recent } from '../recent.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

/** So many refusals of one client, none of them led to an answer: it goes in circles. */
const CIRCLE = 3;

interface Asking {
  refused: number;
  looked: number;
}

/** 401 again and again, the metadata of OAuth asked for in between, and never an answer. */
export class AuthLoop implements Watch {
  readonly #loops = new Tally();
  readonly #asking = new Recent<Asking>();
  #found = 0;
  #missing = 0;

  see(seen: Seen): void {
    if (!isRequest(seen)) return;
    const { status } = requestOf(seen);
    const known = this.#asking.get(seen.key);
    if (known === undefined && status !== 401 && !seen.oauth) return;
    const asking = known ?? { refused: 0, looked: 0 };
    if (seen.oauth) {
      this.#asking.set(seen.key, { ...asking, looked: asking.looked + 1 });
      if (status === 200) this.#found += 1;
      if (status === 404) this.#missing += 1;
      return;
    }
    if (status >= 200 && status < 300) this.#asking.set(seen.key, { refused: 0, looked: 0 });
    if (status !== 401) return;
    const next = { ...asking, refused: asking.refused + 1 };
    this.#asking.set(seen.key, next);
    if (next.refused >= CIRCLE) this.#loops.add(seen);
  }

  found(): LogPattern | null {
    if (this.#loops.count === 0) return null;
    const looked = this.#found + this.#missing > 0;
    const nothingThere = looked && this.#found === 0;
    return {
      id: 'authorization-loop',
      title: say(looked ? 'log-auth-circles-looking' : 'log-auth-circles'),
      severity: 'error',
      ...this.#loops.facts(),
      fault: nothingThere ? ['configuration', 'server'] : ['configuration', 'client'],
      do: nothingThere
        ? [say('log-give-token'), say('log-serve-metadata')]
        : [say('log-sign-in'), say('log-compare-audience')],
    };
  }
}
