/** The names that a mistyped one may have meant, nearest first: at most three, at most a third of its letters off. */
export function nearest(wanted: string, names: readonly string[]): string[] {
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  const distances = names.map((name) => ({
    name,
    distance: wanted.length > 2 && name.includes(wanted) ? 1 : distance(wanted, name),
  }));
  return distances
    .filter((one) => one.distance <= furthest)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((one) => one.name);
}

/** Levenshtein's: how many letters must be put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
