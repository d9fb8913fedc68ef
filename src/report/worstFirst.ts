import type { ClientReport } from '../model.js';

const RANK = { false: 0, null: 1, true: 2 } as const;

/** Those that cannot connect first, then those of which nothing can be told. */
export function worstFirst(clients: readonly ClientReport[]): ClientReport[] {
  return [...clients].sort((a, b) => RANK[`${a.connects}`] - RANK[`${b.connects}`]);
}
