import type { Json } from '../../model.js';

/** A value in objects of one property each, by the names of a path. */
export function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}
