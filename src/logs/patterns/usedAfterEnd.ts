import type { LogPattern } from '../../model.js';
import { plural } from '../../plural.js';
import { say } from '../../say.js';
import { Recent } from '../recent.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

/** A session is used after its client, or the server, has ended it with DELETE. */
export class UsedAfterEnd implements Watch {
  readonly #used = new Tally();
  /** Sessions that were ended; of logs without sessions, clients whose last request was a DELETE. */
  readonly #ended = new Recent<boolean>();

  see(seen: Seen): void {
    if (!isRequest(seen) || seen.oauth) return;
    const { method, status, session } = requestOf(seen);
    const key = session ?? seen.key;
    if (method === 'DELETE') {
      if (status < 300) this.#ended.set(key, true);
      return;
    }
    if (this.#ended.get(key) !== true) return;
    // Without a session in the log, only the refusal of what comes next tells that it is the old one.
    if (status === 404 || status === 400) this.#used.add(seen);
    else if (session === null) this.#ended.set(key, false);
  }

  found(): LogPattern | null {
    if (this.#used.count === 0) return null;
    return {
      id: 'used-after-end',
      title: say('log-used-after-end', { requests: plural(this.#used.count, 'request') }),
      severity: 'warning',
      ...this.#used.facts(),
      fault: ['client'],
      do: [say('log-ends-and-goes-on')],
    };
  }
}
