/** Readers for hand-written JSON: each takes a value and where it stands, and returns it typed. */

/** A persona file that does not say what it should: the message names the field and what is allowed. */
export class InvalidPersona extends Error {
  override name = 'InvalidPersona';
}

export type Read<T> = (value: unknown, at: string) => T;

/** A field of a record; `missing` makes the value of an absent one, or throws. */
export interface Field<T> {
  read: Read<T>;
  missing: (at: string) => T;
}

function fail(at: string, wanted: string, value: unknown): never {
  throw new InvalidPersona(`${at}: expected ${wanted}, found ${JSON.stringify(value) ?? 'nothing'}`);
}

export const text: Read<string> = (value, at) =>
  typeof value === 'string' ? value : fail(at, 'a string', value);

export const flag: Read<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : fail(at, 'true or false', value);

/** An integer from `least` to `most`. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Read<number> {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : fail(at, `an integer from ${least} to ${most}`, value);
}

export function oneOf<const T extends readonly (string | number)[]>(...allowed: T): Read<T[number]> {
  return (value, at) =>
    allowed.find((one) => one === value) ?? fail(at, `one of ${allowed.join(', ')}`, value);
}

export function listOf<T>(read: Read<T>, least = 0): Read<T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < least) return fail(at, `a list of ${least} or more`, value);
    return value.map((one, index) => read(one, `${at}[${index}]`));
  };
}

export function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, at) => (value === null ? null : read(value, at));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with exactly these fields: an unknown one is an error, an absent one its `missing`. */
export function record<T extends object>(fields: { [K in keyof T]: Field<T[K]> }): Read<T> {
  const known = Object.entries(fields) as [string, Field<unknown>][];
  return (value, at) => {
    if (!isObject(value)) return fail(at, 'an object', value);
    const names = known.map(([name]) => name);
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) {
        throw new InvalidPersona(`${inside(at, name)}: unknown field; known are ${names.join(', ')}`);
      }
    }
    const entries = known.map(([name, field]) => {
      const where = inside(at, name);
      return [name, Object.hasOwn(value, name) ? field.read(value[name], where) : field.missing(where)];
    });
    return Object.fromEntries(entries) as T; // every key of T was read by the reader of its own type
  };
}

const inside = (at: string, name: string) => (at === '' ? name : `${at}.${name}`);

export function required<T>(read: Read<T>): Field<T> {
  return { read, missing: (at) => fail(at, 'a value', undefined) };
}

export function optional<T>(read: Read<T>, missing: NoInfer<T>): Field<T> {
  return { read, missing: () => missing };
}

/** A record that may be left out: all its fields then take their defaults. */
export function nested<T>(read: Read<T>): Field<T> {
  return { read, missing: (at) => read({}, at) };
}
