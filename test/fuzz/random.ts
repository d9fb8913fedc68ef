/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** An integer from 0, below `end`. */
  below(end: number): number;
  /** True once in so many times. */
  once(inSoMany: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** mulberry32, seeded by a text, so that each case can be made again without those before it. */
export function randomOf(seed: string): Random {
  let state = 2166136261;
  for (const symbol of seed) state = Math.imul(state ^ symbol.charCodeAt(0), 16777619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    once: (inSoMany) => below(inSoMany) === 0,
    pick(list) {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error('there is nothing to pick from');
      return one;
    },
  };
}
