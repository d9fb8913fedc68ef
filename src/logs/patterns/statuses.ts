import type { LogPattern } from '../../model.js';
import { plural } from '../../plural.js';
import { say } from '../../say.js';
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
    title: (count) => say('log-limited', { requests: plural(count, 'request') }),
    severity: 'warning',
    fault: ['server', 'client'],
    do: [say('log-room-in-limit'), say('log-find-limit')],
  });
}

export function serverFails(): Watch {
  return new Statuses((status) => status >= 500, {
    id: 'server-fails',
    title: (count) => (count === 1 ? say('log-one-5xx') : say('log-5xx', { count })),
    severity: 'error',
    fault: ['server', 'proxy'],
    do: [say('log-whose-5xx')],
  });
}

/** nginx writes 499 where the client went away before there was an answer. */
export function gaveUp(): Watch {
  return new Statuses((status) => status === 499, {
    id: 'client-gave-up',
    title: (count) => (count === 1 ? say('log-left-once') : say('log-left', { count })),
    severity: 'warning',
    fault: ['server', 'client'],
    do: [say('log-took-longer')],
  });
}
