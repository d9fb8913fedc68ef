import type { Blame, LogPattern } from '../../model.js';
import { type SentenceId, say } from '../../say.js';
import { type Seen, Tally, type Watch } from '../tally.js';

interface Reason {
  fault: Blame[];
  do: SentenceId;
}

const REASONS: [RegExp, Reason][] = [
  [/^HTTP 406/, { fault: ['server', 'proxy', 'client'], do: 'log-told-406' }],
  [/^HTTP 40[13]|authorization/, { fault: ['configuration'], do: 'log-told-auth' }],
  [/^HTTP 404/, { fault: ['configuration', 'server'], do: 'log-told-404' }],
  [/^HTTP 405/, { fault: ['configuration'], do: 'log-told-405' }],
  [/^HTTP 5/, { fault: ['server', 'proxy'], do: 'log-told-5xx' }],
  [
    /^(?:ECONN|ENOTFOUND|EAI|ETIMEDOUT|EHOST|EPIPE|fetch|socket)/,
    { fault: ['network', 'configuration'], do: 'log-told-unreached' },
  ],
  [/^(?:CERT|SELF|DEPTH|UNABLE|ERR_TLS)/, { fault: ['network', 'server'], do: 'log-told-certificate' }],
];
const OTHER: Reason = { fault: ['client', 'server'], do: 'log-told-else' };

/** What a client's own log says that it came to. */
export class ClientTells implements Watch {
  readonly #failures = new Map<string, Tally>();
  #connected = 0;

  see(seen: Seen): void {
    const { line } = seen;
    if (line.kind !== 'told') return;
    if (line.connected) this.#connected += 1;
    if (line.failure === null) return;
    const tally = this.#failures.get(line.failure) ?? new Tally();
    if (this.#failures.size < 50) this.#failures.set(line.failure, tally);
    tally.add(seen);
  }

  found(): LogPattern | null {
    const [most] = [...this.#failures].sort((a, b) => b[1].count - a[1].count);
    if (most === undefined) return null;
    const [failure, tally] = most;
    const { fault, do: step } = REASONS.find(([pattern]) => pattern.test(failure))?.[1] ?? OTHER;
    const others = [...this.#failures]
      .filter(([words]) => words !== failure)
      .map(([words, { count }]) => `${words} (${count})`);
    const first = `${failure} (${tally.count})`;
    const failures =
      others.length === 0 ? first : say('log-failures', { first, others: others.slice(0, 3).join(', ') });
    return {
      id: 'client-tells',
      title: this.#said(failures),
      severity: 'error',
      ...tally.facts(),
      fault,
      do: [say(step)],
    };
  }

  #said(failures: string): string {
    if (this.#connected === 0) return say('log-client-never', { failures });
    if (this.#connected === 1) return say('log-client-once', { failures });
    return say('log-client-at-times', { failures, count: this.#connected });
  }
}
