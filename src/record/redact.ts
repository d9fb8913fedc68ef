import type { HeaderLine, Target } from '../model.js';

export const MASK = '[redacted]';
/** Shorter secrets would blank out ordinary words; they are masked where they stand alone, in headers. */
const SHORTEST = 4;

/** Takes secrets and session IDs out of everything that a recording keeps. */
export class Redactor {
  readonly #secrets: string[];
  readonly #credentials: Set<string>;
  readonly #sessions = new Map<string, string>();

  constructor(target: Target) {
    this.#credentials = new Set(target.credentials);
    this.#secrets = target.secrets
      .flatMap(spellings)
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

  lines(lines: readonly HeaderLine[]): HeaderLine[] {
    return lines.map(([name, value]): HeaderLine => {
      const key = name.toLowerCase();
      if (this.#credentials.has(key) || key === 'set-cookie') return [name, masked(key, value)];
      const ref = key === 'mcp-session-id' ? this.#sessions.get(value) : undefined;
      return [name, ref === undefined ? this.text(value) : `[session ${ref}]`];
    });
  }
}

/** The scheme of an `Authorization` is no secret and says what to write in a configuration. */
function masked(name: string, value: string): string {
  const scheme = name === 'authorization' ? /^(bearer|basic) /i.exec(value)?.[0] : undefined;
  return `${scheme ?? ''}${MASK}`;
}

/** How a secret may come back: as it is, inside JSON, inside a URL, in base64. */
function spellings(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ];
}
