import type { Json } from '../model.js';

/** A JSON text of a file, a byte order mark or not; null where it is none. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text.replace('\ufeff', ''));
  } catch {
    return null;
  }
}
