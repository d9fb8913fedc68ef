import { say } from '../say.js';
import { withoutTokens } from '../secrets/mask.js';
import { PrivateHosts } from '../secrets/privateHosts.js';
import { shownAddress } from '../secrets/shownUrl.js';
import { detached } from './detached.js';
import { Recent } from './recent.js';

const LONGEST = 120;

/** A client, as a line names it. */
export interface Named {
  /** As people call it: the agent's name and version, else the address. */
  who: string;
  /** The same client: its address and its agent. */
  key: string;
}

/** Takes out what must not be shown, and remembers it: the same agents stand in every other line. */
export class Shown {
  readonly #known = new Recent<string>();
  readonly #clients = new Recent<Named>();
  readonly #hosts = new PrivateHosts();

  /** @param revealHosts private hosts have no stand-ins */
  constructor(private readonly revealHosts: boolean) {}

  text(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const masked = withoutTokens(detached(text)).slice(0, LONGEST);
    const shown = this.revealHosts ? masked : this.#hosts.text(masked);
    this.#known.set(text, shown);
    return shown;
  }

  /** Who asked: for one client always the same object, with the same texts in it. */
  client(address: string | null, agent: string | null): Named {
    const key = `${address ?? ''} ${agent ?? ''}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const name = agent === null ? null : this.text(agent.split(' ', 1)[0] ?? agent);
    const who = name ?? (address === null ? say('nameless-client') : this.text(address));
    const named = { who, key };
    this.#clients.set(key, named);
    return named;
  }

  /** The same for the target of a request, whose parameters may be secret by their names. */
  path(path: string): string {
    return this.text(path.includes('?') ? shownAddress(path) : path);
  }
}
