import { createHash } from 'node:crypto';

/** Texts that were seen, in 8 to 32 bytes each whatever their length. */
export interface Digests {
  /** @returns false where this text was there already */
  add(text: string): boolean;
  has(text: string): boolean;
  size(): number;
}

const EMPTY = 0n;
/** How full the table gets. */
const LOAD = 0.5;

/**
 * Keeps 64 bits of the SHA-256 of each text: of a million targets, two are taken for one with a chance of one in
 * thirty million.
 */
export function createDigests(): Digests {
  let table = new BigUint64Array(64);
  let size = 0;
  const placeOf = (digest: bigint): number => {
    let at = Number(digest % BigInt(table.length));
    while (table[at] !== EMPTY && table[at] !== digest) at = (at + 1) % table.length;
    return at;
  };
  return {
    size: () => size,
    has: (text) => table[placeOf(digestOf(text))] !== EMPTY,
    add(text) {
      const digest = digestOf(text);
      const at = placeOf(digest);
      if (table[at] === digest) return false;
      table[at] = digest;
      size += 1;
      if (size > table.length * LOAD) {
        const before = table;
        table = new BigUint64Array(before.length * 2);
        for (const one of before) if (one !== EMPTY) table[placeOf(one)] = one;
      }
      return true;
    },
  };
}

function digestOf(text: string): bigint {
  const digest = createHash('sha256').update(text).digest().readBigUInt64BE();
  return digest === EMPTY ? 1n : digest;
}
