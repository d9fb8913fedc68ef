/** Works something out once for each value, and keeps it for as long as the value is there. */
export function oncePer<K extends object, V>(work: (value: K) => V): (value: K) => V {
  const known = new WeakMap<K, { found: V }>();
  return (value) => {
    let kept = known.get(value);
    if (kept === undefined) {
      kept = { found: work(value) };
      known.set(value, kept);
    }
    return kept.found;
  };
}
