import type { LogPattern } from '../../model.js';
import { plural } from '../../plural.js';
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
    const run = this.#longest > 1 ? `, ${this.#longest} in a row` : '';
    const facts = this.#refused.facts();
    const names = this.#refused.names();
    const whom = names.length === 1 ? names[0] : `${names.length} clients`;
    return {
      id: 'refused-406',
      title: `406 to ${whom}: ${plural(facts.count, 'POST')} refused for their Accept${run}`,
      severity: 'error',
      ...facts,
      ...this.#blame(others),
    };
  }

  #blame(others: string[]): Pick<LogPattern, 'fault' | 'do'> {
    const triage = 'Ask the server: mcp-accept triage URL';
    if (this.#complete > 0) {
      return {
        fault: ['server', 'proxy'],
        do: [
          'These requests named both types and were refused all the same: look at what changes Accept on the way, then at the server.',
          triage,
        ],
      };
    }
    if (this.#incomplete > 0) {
      return {
        fault: ['client'],
        do: [
          'These requests do not name both application/json and text/event-stream: update the client, or take an Accept out of its configuration.',
          `Why this one: ${triage} --client NAME`,
        ],
      };
    }
    if (this.#refused.names().some((name) => this.#served.has(name))) {
      return {
        fault: ['client', 'server'],
        do: [
          'The same name was served as well: this log does not tell clients apart. Log agent and Accept too (nginx: $http_user_agent, $http_accept).',
          triage,
        ],
      };
    }
    if (others.length > 0) {
      return {
        fault: ['client'],
        do: [
          `Others are served (${others.slice(0, 3).join(', ')}): look at what this client sends, or at what stands between.`,
          'Log the header too (nginx: $http_accept), or run mcp-accept tap.',
        ],
      };
    }
    return {
      fault: ['server', 'proxy'],
      do: ['Nobody is served: the server refuses correct clients too, or a proxy loses Accept.', triage],
    };
  }
}
