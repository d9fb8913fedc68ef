import { detached } from './detached.js';

/** A map that forgets what was put into it first: a log has any number of clients. */
export class Recent<V> {
  readonly #values = new Map<string, V>();

  constructor(private readonly most = 5000) {}

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#values.set(this.#values.has(key) ? key : detached(key), value);
    if (this.#values.size <= this.most) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }
}
