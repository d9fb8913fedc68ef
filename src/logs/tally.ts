import type { LogExample, LogLine, LogPattern, LogRequest } from '../model.js';
import type { Named, Shown } from './shown.js';

/** A line that concerns MCP, with what is known around it. */
export interface Seen<L extends LogLine = LogLine> extends Named {
  line: L;
  /** A request for what OAuth is found by, not for MCP itself. */
  oauth: boolean;
  place: { file: string; line: number };
  /** Of the line itself nothing is shown but through it. */
  shown: Shown;
}

export type SeenRequest = Seen<Extract<LogLine, { kind: 'request' }>>;

export function isRequest(seen: Seen): seen is SeenRequest {
  return seen.line.kind === 'request';
}

export function requestOf({ line }: SeenRequest): LogRequest {
  return line.request;
}

/** A watch for one pattern: it sees each line that concerns MCP, in their order, and keeps a bounded part. */
export interface Watch {
  see(seen: Seen): void;
  /** Null: it did not come. */
  found(): LogPattern | null;
}

const EXAMPLES = 3;
const NAMES = 40;
const SHOWN = 5;

/** Counts what belongs together. */
export class Tally {
  count = 0;
  #first: number | null = null;
  #last: number | null = null;
  readonly #who = new Map<string, number>();
  readonly #examples: { seen: Seen }[] = [];

  add(seen: Seen): void {
    this.count += 1;
    const { at } = seen.line;
    if (at !== null) {
      this.#first = Math.min(this.#first ?? at, at);
      this.#last = Math.max(this.#last ?? at, at);
    }
    const known = this.#who.get(seen.who);
    if (known !== undefined || this.#who.size < NAMES) this.#who.set(seen.who, (known ?? 0) + 1);
    if (this.#examples.length < EXAMPLES) this.#examples.push({ seen });
  }

  names(): string[] {
    return [...this.#who.keys()];
  }

  /** What a report says of it. */
  facts(): Pick<LogPattern, 'count' | 'first' | 'last' | 'who' | 'examples'> {
    const who = [...this.#who].sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
    return {
      count: this.count,
      first: isoOf(this.#first),
      last: isoOf(this.#last),
      who: who.map(([name, count]) => `${name} (${count})`),
      examples: this.#examples.map(({ seen }) => exampleOf(seen)),
    };
  }
}

export function isoOf(at: number | null): string | null {
  return at === null || Math.abs(at) > 8.64e15 ? null : new Date(at).toISOString();
}

/** The line written anew, from what was understood of it alone. */
function exampleOf({ line, who, place, shown }: Seen): LogExample {
  const at = isoOf(line.at);
  const time = at === null ? [] : [at.slice(0, 19).replace('T', ' ')];
  return { ...place, text: [...time, ...wordsOf(line, who, shown)].join(' ') };
}

function wordsOf(line: LogLine, who: string, shown: Shown): string[] {
  switch (line.kind) {
    case 'request': {
      const { method, path, status, accept } = line.request;
      const named = accept === null ? [] : [`Accept: ${shown.text(accept)}`];
      return [shown.text(method), shown.path(path), String(status), who, ...named];
    }
    case 'restart':
      return ['started or stopped'];
    case 'told':
      return [line.server ?? who, line.connected ? 'connected' : `failed: ${line.failure}`];
  }
}
