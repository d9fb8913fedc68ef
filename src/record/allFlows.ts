import type { Flow, Recording } from '../model.js';

/** Every conversation of a recording: the matrix, the clients' and the repeated ones. */
export function allFlows({
  flows,
  replays,
  repeats,
}: Pick<Recording, 'flows' | 'replays' | 'repeats'>): Flow[] {
  return [...flows, ...replays.map(({ flow }) => flow), ...repeatedFlows(repeats)];
}

export function repeatedFlows(repeats: Recording['repeats']): Flow[] {
  if (repeats === null) return [];
  const { opening, tries } = repeats;
  return [...(opening === null ? [] : [opening.flow]), ...tries.map(({ flow }) => flow)];
}
