import type { Exchange } from '../model.js';
import { isBroken, isOfGateway } from './outcome.js';

/**
 * What a DELETE does to a server: on some, the next POST fails, whoever sends it. The first POST after one is sent
 * with no other beside it, and again when it fails.
 */
export class Aftermath {
  /** Every POST that follows a DELETE fails once, and works when repeated. */
  upsets = false;
  /** A POST right after a DELETE was seen to work. */
  harmless = false;
  #pending: boolean;
  /** The POST under way that shows it. */
  #witness: Promise<unknown> | null = null;

  /** @param afterDelete the last that was sent to this server, by another runner, was a DELETE */
  constructor(afterDelete: boolean) {
    this.#pending = afterDelete;
  }

  /**
   * Sends a request, and once more where a DELETE before it was the reason that it failed.
   * @param send `watched`: it is the one that shows it, and sent again from here
   */
  async settle(method: string, send: (watched: boolean) => Promise<Exchange>): Promise<Exchange> {
    while (this.#witness !== null) await this.#witness;
    if (method !== 'POST' || !this.#pending || this.harmless) return send(false);
    const witness = this.#first(() => send(true));
    this.#witness = witness.finally(() => {
      this.#witness = null;
    });
    return witness;
  }

  /** A DELETE was answered. */
  deleted(): void {
    this.#pending = true;
  }

  async #first(send: () => Promise<Exchange>): Promise<Exchange> {
    this.#pending = false;
    const exchange = await send();
    if (!isBroken(exchange)) {
      this.harmless = true;
      return exchange;
    }
    const again = await send();
    // What stands before the server speaks for itself: the next DELETE will show more.
    if (isOfGateway(exchange)) this.#pending = true;
    else this.upsets ||= !isBroken(again);
    return again;
  }
}
