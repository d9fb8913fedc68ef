import type { HeaderLine, RedactedTarget, Target } from '../model.js';
import { MASK } from '../secrets/mask.js';
import { Masker } from '../secrets/masker.js';
import { isCredential, isHarmless } from '../secrets/names.js';
import { isSecret, parametersOf } from '../secrets/parameters.js';
import { headerSecrets, parameterSecrets } from '../secrets/parts.js';
import { isTelling, tokensIn } from '../secrets/shapes.js';
import { pathSecrets, shownAddress, shownUrl } from '../secrets/shownUrl.js';
import { isLoopback } from '../targets/address.js';

/** Of a longer session ID, which only an odd server issues, so much is looked for in what it says. */
const LONGEST_SESSION = 2048;

/** Whoever they come from: a server, and the route to it. */
const ALWAYS_HIDDEN = new Set(['set-cookie', 'proxy-authorization']);

/** Takes secrets and session IDs out of everything that a recording keeps. */
export class Redactor {
  readonly #masker = new Masker();
  readonly #hidden: Set<string>;
  readonly #sessions = new Map<string, string>();
  readonly #learnt = new Set<string>();
  readonly #shown = new Map<string, string>();

  constructor(private readonly target: Target) {
    this.#hidden = new Set(target.hidden);
    for (const secret of target.secrets) this.#masker.hide(secret);
  }

  /**
   * Takes what another's request carries for secrets, as far as it is not known to be none: its headers are hidden
   * from now on, and what tells itself apart from ordinary words is looked for.
   */
  learn(lines: readonly HeaderLine[], url: URL): void {
    const named = lines.filter(([name]) => !isHarmless(name) && !isSession(name));
    for (const [name] of named) this.#hidden.add(name.toLowerCase());
    const found = [
      ...named.flatMap((line) => (isCredential(line[0]) ? headerSecrets(line) : [line[1]])),
      ...lines.flatMap(([name, value]) => (isSession(name) ? [] : tokensIn(value))),
      ...parametersOf(url)
        .filter((one) => isSecret(one, []))
        .flatMap(parameterSecrets),
      ...pathSecrets(url),
    ];
    for (const secret of found.filter(isTelling)) {
      if (this.#learnt.has(secret)) continue;
      this.#learnt.add(secret);
      this.#masker.hide(secret);
    }
  }

  /** The name that stands for a session ID: `s1`, `s2`. */
  session(id: string): string {
    const known = this.#sessions.get(id);
    if (known !== undefined) return known;
    const ref = `s${this.#sessions.size + 1}`;
    this.#sessions.set(id, ref);
    this.#masker.name(id.slice(0, LONGEST_SESSION), `[session ${ref}]`);
    return ref;
  }

  text(text: string): string {
    return this.#masker.text(text);
  }

  /** A body, or the data of an event: what can be read as JSON, still can. @param whole it does not break off */
  body(text: string, whole: boolean): string {
    return whole ? this.#masker.body(text) : this.#masker.cut(text);
  }

  /** An address to which something was sent. */
  url(url: string): string {
    const shown = this.#shown.get(url) ?? shownUrl(new URL(url), this.target.hiddenInUrl);
    this.#shown.set(url, shown);
    return this.text(shown);
  }

  lines(lines: readonly HeaderLine[]): HeaderLine[] {
    return lines.map(([name, value]): HeaderLine => {
      const key = name.toLowerCase();
      if (this.#hidden.has(key) || ALWAYS_HIDDEN.has(key)) return [name, masked(key, value)];
      if (key === 'location') return [name, this.text(shownAddress(value, this.target.hiddenInUrl))];
      const ref = key === 'mcp-session-id' ? this.#sessions.get(value) : undefined;
      return [this.text(name), ref === undefined ? this.text(value) : `[session ${ref}]`];
    });
  }
}

function isSession(name: string): boolean {
  return name.toLowerCase() === 'mcp-session-id';
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
