import { isIP } from 'node:net';

/**
 * Names and addresses that only mean something inside somebody's network, each replaced by a stand-in: the same one
 * for the same host, so that what is told of two hosts is still told of two. What means the same everywhere stays:
 * `localhost`, `host.docker.internal`.
 */
const INNER = /\.(internal|local|localdomain|lan|corp|home|intranet|private|priv|svc|consul|home\.arpa)$/;
const EVERYWHERE = /^(localhost|(host|gateway|kubernetes)\.docker\.internal|.*\.(invalid|example|test))$/;
const PRIVATE_V4 = /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_V6 = /^(f[cd]|fe[89ab])/;
const WORDS = /[\w.:-]+/g;

/** What stands for a private host: `private-1.invalid`, or an address that is kept for documentation. */
const STAND_IN = /\bprivate-\d+\.invalid\b|\b192\.0\.2\.\d+\b|\b2001:db8::\d+\b/g;

/** How many private hosts were replaced in a text. */
export function standInsIn(text: string): number {
  return new Set(text.match(STAND_IN) ?? []).size;
}

/** Whether a host says by itself that it is nobody else's. @param host as `URL.hostname` has it */
export function isPrivateHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  const family = isIP(bare);
  if (family === 4) return PRIVATE_V4.test(bare);
  if (family === 6) return PRIVATE_V6.test(bare);
  if (bare === '' || EVERYWHERE.test(bare)) return false;
  return !bare.includes('.') || INNER.test(bare);
}

/** Puts stand-ins in the place of private hosts. */
export class PrivateHosts {
  readonly #standIns = new Map<string, string>();
  /** Hosts that are private although their name does not say so, or is a plain word. */
  readonly #known = new Set<string>();

  /** Takes this for private from now on, wherever it stands as a host. */
  add(host: string): void {
    this.#known.add(host.toLowerCase());
  }

  text(text: string): string {
    return text.replace(WORDS, (word, at: number) => this.#word(word, text.slice(Math.max(0, at - 2), at)));
  }

  /** Every string of a JSON value; the names of its fields stay. */
  all<T>(value: T): T {
    const visit = (node: unknown): unknown => {
      if (typeof node === 'string') return this.text(node);
      if (Array.isArray(node)) return node.map(visit);
      if (typeof node !== 'object' || node === null) return node;
      return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, visit(inner)]));
    };
    return visit(value) as T;
  }

  /** A text that is nothing but a host. */
  host(host: string): string {
    return this.#standIn(host);
  }

  /** @param before the two characters before it: a plain word is a host after `//` alone, or before its port */
  #word(word: string, before: string): string {
    const begin = /^[.:-]*/.exec(word)?.[0] ?? '';
    const bare = withoutEnding(word.slice(begin.length));
    const ending = word.slice(begin.length + bare.length);
    // `fd00::1`, but not `::ffff:10.0.0.1`, in which the part with dots is what is private.
    if (isIP(begin + bare) === 6 && !bare.includes('.')) return this.#standIn(begin + bare) + ending;
    const parts = bare.split(':');
    const [first = '', port = ''] = parts;
    const isHost = before === '//' || (parts.length === 2 && /^\d+$/.test(port) && this.#isKnown(first));
    const shown = parts.map((part, at) =>
      part.includes('.') || (at === 0 && isHost) ? this.#standIn(part) : part,
    );
    return begin + shown.join(':') + ending;
  }

  #isKnown(host: string): boolean {
    return this.#known.has(host.toLowerCase());
  }

  #standIn(host: string): string {
    const key = host.toLowerCase();
    if (!isPrivateHost(key) && !this.#known.has(key)) return host;
    const known = this.#standIns.get(key);
    if (known !== undefined) return known;
    const number = this.#standIns.size + 1;
    const standIn = standInFor(key, number);
    this.#standIns.set(key, standIn);
    return standIn;
  }
}

/** Without the punctuation of a sentence after it. */
function withoutEnding(text: string): string {
  let end = text.length;
  while (end > 0 && '.:-'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function standInFor(host: string, number: number): string {
  switch (isIP(host)) {
    case 4:
      return `192.0.2.${number % 256}`;
    case 6:
      return `2001:db8::${number}`;
    default:
      return `private-${number}.invalid`;
  }
}
