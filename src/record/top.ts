import type { Json } from '../model.js';

/** Characters of JSON that are kept as they are once they are parsed. */
export const SMALL = 64 * 1024;
/** Nobody lists so many tools; 340,000 empty objects fit into one answer. */
const MOST_VALUES = 20_000;

type Holder = Json[] | { [key: string]: Json };

/**
 * What is nearest to the top of a value, level by level, until there is enough. What is left out leaves its list or
 * object shorter, or empty; nothing becomes something else.
 */
export function topOf<T extends Holder>(value: T): T {
  let room = MOST_VALUES;
  const top = emptyLike(value);
  const queue: [from: Holder, to: Holder][] = [[value, top]];
  for (const [from, to] of queue) {
    for (const key in from) {
      if (!Object.hasOwn(from, key)) continue;
      if (room === 0) return top;
      room -= 1;
      const inner: Json = Reflect.get(from, key);
      const copy = typeof inner === 'object' && inner !== null ? emptyLike(inner) : inner;
      Object.defineProperty(to, key, { value: copy, enumerable: true, configurable: true, writable: true });
      if (isHolder(inner) && isHolder(copy)) queue.push([inner, copy]);
    }
  }
  return top;
}

function isHolder(value: Json): value is Holder {
  return typeof value === 'object' && value !== null;
}

function emptyLike<T extends Holder>(value: T): T;
function emptyLike(value: Holder): Holder {
  return Array.isArray(value) ? [] : {};
}
