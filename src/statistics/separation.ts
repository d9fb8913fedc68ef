import { PROVED } from './order.js';
import { fisher } from './proportion.js';

/** Something that every failure has and, of what went well, as good as nothing. */
export interface Separation<V> {
  value: V;
  /** How likely chance alone does that. */
  chance: number;
}

/**
 * The value that parts failures from the rest: every failure has it, and none of those that went well.
 * Null where no value does, or where so few would do so by chance.
 * @param most the chance from which on it is not told
 */
export function separation<V>(
  items: readonly { failed: boolean; value: V | null }[],
  most = PROVED,
): Separation<V> | null {
  const value = items.find(({ failed }) => failed)?.value ?? null;
  if (value === null) return null;
  const having = items.filter((item) => item.value === value);
  const others = items.filter((item) => item.value !== value);
  if (having.some(({ failed }) => !failed) || others.some(({ failed }) => failed)) return null;
  const chance = fisher({ good: 0, of: having.length }, { good: others.length, of: others.length });
  return chance <= most ? { value, chance } : null;
}
