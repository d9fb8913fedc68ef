import type { RawAnswer } from './persona.js';
import { integer, isObject, optional, orNull, type Read, record, required, text } from './shape.js';

const status = integer(200, 599);

/** Values by names of the writer's own. */
export const byName =
  <T>(read: Read<T>): Read<Record<string, T>> =>
  (value, at) => {
    if (!isObject(value)) return record<Record<string, T>>({})(value, at);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, read(one, `${at}.${name}`)]));
  };

/** An answer as it goes out, whatever the rest of the server would say. */
export const rawAnswer = record<RawAnswer>({
  status: required(status),
  contentType: optional(orNull(text), null),
  headers: optional(byName(text), {}),
  body: optional(text, ''),
});
