import { BODY_CAP } from './wire.js';

/** Most answers need no more. */
const FIRST_ROOM = 1024;

/**
 * The bytes of a body up to the cap, however they come: a mebibyte in one-byte chunks is a mebibyte, and no million
 * of buffers.
 */
export class Collected {
  #room: Buffer = Buffer.alloc(0);
  #kept = 0;
  #came = 0;

  /** How many have come, those beyond the cap too. */
  get came(): number {
    return this.#came;
  }

  add(chunk: Buffer): void {
    this.#came += chunk.length;
    const kept = chunk.subarray(0, BODY_CAP - this.#kept);
    const needed = this.#kept + kept.length;
    if (needed > this.#room.length) this.#grow(Math.max(needed, 2 * this.#room.length, FIRST_ROOM));
    kept.copy(this.#room, this.#kept);
    this.#kept = needed;
  }

  bytes(): Buffer {
    return this.#room.subarray(0, this.#kept);
  }

  clear(): void {
    this.#room = Buffer.alloc(0);
    this.#kept = 0;
  }

  #grow(size: number): void {
    const room = Buffer.allocUnsafe(Math.min(size, BODY_CAP));
    this.bytes().copy(room);
    this.#room = room;
  }
}
