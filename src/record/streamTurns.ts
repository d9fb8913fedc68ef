import type { Exchange } from '../model.js';
import { answerOf } from './reading.js';

/**
 * The GETs of different clients, one after the other: two streams must not be open at once. A server that answers one
 * of them with 405 has no stream to open, and from then on nobody waits.
 */
export class StreamTurns {
  #last: Promise<unknown> = Promise.resolve();
  #opensNone = false;

  /** A GET that is one exchange, when it is its turn. */
  get(send: () => Promise<Exchange>): Promise<Exchange> {
    const answer = this.#last.then(send);
    this.#last = this.#last.then(() => (this.#opensNone ? undefined : answer.then((it) => this.#learn(it))));
    return answer;
  }

  /** What may open a stream whatever another GET has got. */
  alone<T>(send: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(send);
    this.#last = answer;
    return answer;
  }

  #learn(exchange: Exchange): void {
    this.#opensNone ||= answerOf(exchange)?.status === 405;
  }
}
