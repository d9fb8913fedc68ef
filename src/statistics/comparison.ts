import { fisher, neededEach, type Share, SIGNIFICANT } from './proportion.js';

/** Whether what was tried before and after a change differs by more than chance would part it. */
export interface Comparison {
  change: 'better' | 'worse' | 'untold';
  /** How likely chance alone parts two shares so far. */
  chance: number;
  /** About how many tries of each would tell such a difference; null where it is told, or there is none. */
  needed: number | null;
  /** `27 of 30, before 11 of 15: no evidence that the change helped; about 95 tries each would tell`. */
  sentence: string;
}

/** Two shares of something that should be many. */
export function comparison(before: Share, after: Share): Comparison {
  const chance = fisher(before, after);
  const apart = after.good / after.of - before.good / before.of;
  const told = chance < SIGNIFICANT;
  const change = !told ? 'untold' : apart > 0 ? 'better' : 'worse';
  const needed = told ? null : neededEach(before, after);
  const counts = `${after.good} of ${after.of}, before ${before.good} of ${before.of}`;
  return { change, chance, needed, sentence: `${counts}: ${verdict(change, apart, chance, needed)}` };
}

function verdict(change: Comparison['change'], apart: number, chance: number, needed: number | null): string {
  if (change !== 'untold')
    return `the change ${change === 'better' ? 'helped' : 'did harm'} (${odds(chance)})`;
  if (needed === null) return 'no difference';
  const claim = apart > 0 ? 'helped' : 'did harm';
  return `no evidence that the change ${claim}; about ${needed} tries each would tell`;
}

function odds(chance: number): string {
  const times = Math.round(1 / chance);
  return times > 1_000_000 ? 'chance alone hardly ever does that' : `by chance 1 time in ${times}`;
}
