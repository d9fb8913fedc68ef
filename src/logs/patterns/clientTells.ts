import type { Blame, LogPattern } from '../../model.js';
import { type Seen, Tally, type Watch } from '../tally.js';

interface Reason {
  fault: Blame[];
  do: string[];
}

const REASONS: [RegExp, Reason][] = [
  [
    /^HTTP 406/,
    {
      fault: ['server', 'proxy', 'client'],
      do: ['Its Accept is refused: mcp-accept triage URL --client claude-code'],
    },
  ],
  [
    /^HTTP 40[13]|authorization/,
    { fault: ['configuration'], do: ['It needs to sign in, or a token in its entry (/mcp in Claude Code).'] },
  ],
  [
    /^HTTP 404/,
    {
      fault: ['configuration', 'server'],
      do: ['The path is wrong, or the session is gone: mcp-accept triage URL'],
    },
  ],
  [
    /^HTTP 405/,
    {
      fault: ['configuration'],
      do: ['The entry says "sse" and the server speaks Streamable HTTP: "type": "http"'],
    },
  ],
  [/^HTTP 5/, { fault: ['server', 'proxy'], do: ["Read the server's log of the same minute."] }],
  [
    /^(?:ECONN|ENOTFOUND|EAI|ETIMEDOUT|EHOST|EPIPE|fetch|socket)/,
    {
      fault: ['network', 'configuration'],
      do: ['Nothing was reached: mcp-accept triage URL, where the client runs'],
    },
  ],
  [
    /^(?:CERT|SELF|DEPTH|UNABLE|ERR_TLS)/,
    { fault: ['network', 'server'], do: ['The certificate is not trusted there: mcp-accept triage URL'] },
  ],
];
const OTHER: Reason = { fault: ['client', 'server'], do: ['mcp-accept triage URL --client claude-code'] };

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
    const { fault, do: steps } = REASONS.find(([pattern]) => pattern.test(failure))?.[1] ?? OTHER;
    const others = [...this.#failures]
      .filter(([words]) => words !== failure)
      .map(([words, { count }]) => `${words} (${count})`);
    const beside = others.length === 0 ? '' : `; also ${others.slice(0, 3).join(', ')}`;
    const connected = this.#connected === 0 ? 'it never connected' : `it connected ${this.#connected} times`;
    return {
      id: 'client-tells',
      title: `The client says: ${failure} (${tally.count})${beside}; ${connected}`,
      severity: 'error',
      ...tally.facts(),
      fault,
      do: steps,
    };
  }
}
