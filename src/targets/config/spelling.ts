import type { Place } from '../../model.js';

/**
 * For an index in a string's text, the offset in the file where that character is spelt; null where it cannot
 * be told (a TOML string with escapes, a folded one).
 */
export function spelling(
  text: string,
  { offset, length }: Place,
  size: number,
): (index: number) => number | null {
  // Without quotes, as YAML allows: nothing is escaped there.
  if (length === size) return (index) => offset + index;
  if (length === size + 2) return (index) => offset + 1 + index;
  if (text[offset] !== '"' || text.startsWith('"""', offset)) return () => null;
  const offsets = new Uint32Array(size + 1);
  let from = offset + 1;
  for (let index = 0; index <= size; index += 1) {
    offsets[index] = from;
    if (text[from] !== '\\') from += 1;
    else from += text[from + 1] === 'u' ? 6 : 2;
  }
  return (index) => offsets[index] ?? null;
}
