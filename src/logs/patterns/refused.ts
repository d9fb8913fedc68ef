import type { LogPattern } from '../../model.js';
import { plural } from '../../plural.js';
import { say } from '../../say.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

const BOTH = ['application/json', 'text/event-stream'];

/** POST answered 406: to whom, and whether anybody else is served. */
export class Refused implements Watch {
  readonly #refused = new Tally();
  readonly #served = new Set<string>();
  #complete = 0;
  #incomplete = 0;
  #run = 0;
  #longest = 0;

  see(seen: Seen): void {
    if (!isRequest(seen) || seen.oauth) return;
    const { method, status, accept } = requestOf(seen);
    if (method !== 'POST') return;
    if (status >= 200 && status < 300 && this.#served.size < 1000) this.#served.add(seen.who);
    this.#run = status === 406 ? this.#run + 1 : 0;
    this.#longest = Math.max(this.#longest, this.#run);
    if (status !== 406) return;
    this.#refused.add(seen);
    if (accept === null) return;
    if (BOTH.every((type) => accept.includes(type))) this.#complete += 1;
    else this.#incomplete += 1;
  }

  found(): LogPattern | null {
    if (this.#refused.count === 0) return null;
    const others = [...this.#served].filter((name) => !this.#refused.names().includes(name));
    const facts = this.#refused.facts();
    const names = this.#refused.names();
    const [only = ''] = names;
    const client = names.length === 1 ? only : say('log-several-clients', { count: names.length });
    const posts = plural(facts.count, 'POST');
    return {
      id: 'refused-406',
      title:
        this.#longest > 1
          ? say('log-refused-in-a-row', { client, posts, count: this.#longest })
          : say('log-refused', { client, posts }),
      severity: 'error',
      ...facts,
      ...this.#blame(others),
    };
  }

  #blame(others: string[]): Pick<LogPattern, 'fault' | 'do'> {
    const triage = say('log-ask-server');
    if (this.#complete > 0) {
      return {
        fault: ['server', 'proxy'],
        do: [say('log-refused-complete'), triage],
      };
    }
    if (this.#incomplete > 0) {
      return {
        fault: ['client'],
        do: [say('log-refused-incomplete'), say('log-why-client')],
      };
    }
    if (this.#refused.names().some((name) => this.#served.has(name))) {
      return {
        fault: ['client', 'server'],
        do: [say('log-names-mixed'), triage],
      };
    }
    if (others.length > 0) {
      return {
        fault: ['client'],
        do: [say('log-others-served', { clients: others.slice(0, 3).join(', ') }), say('log-the-header')],
      };
    }
    return {
      fault: ['server', 'proxy'],
      do: [say('log-nobody-served'), triage],
    };
  }
}
