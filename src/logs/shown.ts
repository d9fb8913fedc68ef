import { withoutTokens } from '../secrets/mask.js';
import { PrivateHosts } from '../secrets/privateHosts.js';
import { shownAddress } from '../secrets/shownUrl.js';
import { Recent } from './recent.js';

const LONGEST = 120;

/** Takes out what must not be shown, and remembers it: the same agents stand in every other line. */
export class Shown {
  readonly #known = new Recent<string>();
  readonly #hosts = new PrivateHosts();

  /** @param revealHosts private hosts have no stand-ins */
  constructor(private readonly revealHosts: boolean) {}

  text(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const masked = withoutTokens(text).slice(0, LONGEST);
    const shown = this.revealHosts ? masked : this.#hosts.text(masked);
    this.#known.set(text, shown);
    return shown;
  }

  /** The same for the target of a request, whose parameters may be secret by their names. */
  path(path: string): string {
    return this.text(path.includes('?') ? shownAddress(path) : path);
  }
}
