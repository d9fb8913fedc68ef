import type { HeaderLine, RedactedTarget, Target } from '../model.js';
import { isLoopback } from '../targets/address.js';

export const MASK = '[redacted]';
/** Shorter secrets would blank out ordinary words; they are masked where they stand alone, in headers. */
const SHORTEST = 4;
/** What is left of a secret where a text breaks off is masked from this length on. */
const SHORTEST_PART = 6;

/** Takes secrets and session IDs out of everything that a recording keeps. */
export class Redactor {
  readonly #secrets: string[];
  readonly #credentials: Set<string>;
  readonly #sessions = new Map<string, string>();

  constructor(target: Target) {
    this.#credentials = new Set(target.credentials);
    this.#secrets = [...new Set(target.secrets.flatMap(spellings))]
      .filter((secret) => secret.length >= SHORTEST)
      .sort((a, b) => b.length - a.length);
  }

  /** The name that stands for a session ID: `s1`, `s2`. */
  session(id: string): string {
    const known = this.#sessions.get(id);
    if (known !== undefined) return known;
    const ref = `s${this.#sessions.size + 1}`;
    this.#sessions.set(id, ref);
    return ref;
  }

  text(text: string): string {
    let out = text;
    for (const secret of this.#secrets) out = out.replaceAll(secret, MASK);
    for (const [id, ref] of this.#sessions) {
      if (id.length > SHORTEST) out = out.replaceAll(id, `[session ${ref}]`);
    }
    return out;
  }

  /** The same for a text that breaks off: in the middle of a secret, perhaps. */
  cutText(text: string): string {
    const out = this.text(text);
    for (const secret of this.#secrets) {
      for (let length = secret.length - 1; length >= SHORTEST_PART; length -= 1) {
        if (out.endsWith(secret.slice(0, length))) return out.slice(0, -length) + MASK;
      }
    }
    return out;
  }

  lines(lines: readonly HeaderLine[]): HeaderLine[] {
    return lines.map(([name, value]): HeaderLine => {
      const key = name.toLowerCase();
      if (this.#credentials.has(key) || key === 'set-cookie') return [name, masked(key, value)];
      const ref = key === 'mcp-session-id' ? this.#sessions.get(value) : undefined;
      return [this.text(name), ref === undefined ? this.text(value) : `[session ${ref}]`];
    });
  }
}

/** What a recording keeps of its target. */
export function redactedTarget(target: Target, redactor: Redactor): RedactedTarget {
  return {
    name: target.name,
    url: target.shownUrl,
    headers: redactor.lines(target.headers),
    credentials: [...target.credentials, ...(target.url === target.bareUrl ? [] : ['url'])],
    loopback: isLoopback(new URL(target.url).hostname),
    transport: target.transport,
    source: target.source,
  };
}

/** The scheme of an `Authorization` is no secret and says what to write in a configuration. */
function masked(name: string, value: string): string {
  const scheme = name === 'authorization' ? /^(bearer|basic) /i.exec(value)?.[0] : undefined;
  return `${scheme ?? ''}${MASK}`;
}

/** How a secret may come back: as it is, inside JSON, inside a URL or a form, in base64. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [
    secret,
    json,
    json.replaceAll('/', '\\/'),
    url,
    url.replace(/%../g, (hex) => hex.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ];
}
