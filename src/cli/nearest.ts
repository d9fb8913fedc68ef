/** The names that a mistyped one may have meant: at most three, at most a third of the letters off. */
export function nearest(name: string, names: readonly string[]): string[] {
  return names
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3) || candidate.includes(name),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein: insertions, deletions and replacements from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
