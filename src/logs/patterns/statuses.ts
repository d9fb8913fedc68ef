import type { LogPattern } from '../../model.js';
import { plural } from '../../plural.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

type Words = Pick<LogPattern, 'id' | 'severity' | 'fault' | 'do'> & { title: (count: number) => string };

/** Requests whose status says it all. */
export class Statuses implements Watch {
  readonly #seen = new Tally();

  constructor(
    private readonly is: (status: number) => boolean,
    private readonly words: Words,
    private readonly least = 1,
  ) {}

  see(seen: Seen): void {
    if (isRequest(seen) && !seen.oauth && this.is(requestOf(seen).status)) this.#seen.add(seen);
  }

  found(): LogPattern | null {
    if (this.#seen.count < this.least) return null;
    const { title, ...words } = this.words;
    return { ...words, title: title(this.#seen.count), ...this.#seen.facts() };
  }
}

export function rateLimited(): Watch {
  return new Statuses((status) => status === 429, {
    id: 'rate-limited',
    title: (count) => `429: ${plural(count, 'request')} over the limit`,
    severity: 'warning',
    fault: ['server', 'client'],
    do: [
      'A client sends three to ten requests to connect: a limit has to leave room for that, for each client.',
      'mcp-accept probe URL --burst 50 says where the limit is, and whether it is announced.',
    ],
  });
}

export function serverFails(): Watch {
  return new Statuses((status) => status >= 500, {
    id: 'server-fails',
    title: (count) => `${count} request${count === 1 ? ' was' : 's were'} answered 5xx`,
    severity: 'error',
    fault: ['server', 'proxy'],
    do: [
      '502 and 504 are the proxy: what it stands for does not answer, or not in time. 500 is the server: its own log says why.',
    ],
  });
}

/** nginx writes 499 where the client went away before there was an answer. */
export function gaveUp(): Watch {
  return new Statuses((status) => status === 499, {
    id: 'client-gave-up',
    title: (count) => `499: the client went away ${count} times before it was answered`,
    severity: 'warning',
    fault: ['server', 'client'],
    do: [
      'The answer took longer than the client waits; a GET stream that the client ends is logged so as well.',
    ],
  });
}
