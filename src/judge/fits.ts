import type { Json, JsonSchema } from '../model.js';

/** Whether a value is what a schema describes. */
export type Fits = (value: unknown) => boolean;

/**
 * A schema of our own files as a function, made when it is first asked: a run needs some of them. Only the keywords
 * that those files use, with the meaning that JSON Schema 2020-12 gives them; a user's schema is ajv's to compile.
 */
export function whenAsked(schema: JsonSchema): Fits {
  let fits: Fits | null = null;
  return (value) => {
    fits ??= fitting(schema);
    return fits(value);
  };
}

/** @throws {Error} for a keyword that is not among these */
export function fitting(schema: Json): Fits {
  if (typeof schema === 'boolean') return () => schema;
  if (!isRecord(schema)) throw new Error(`${JSON.stringify(schema)} is no schema`);
  const all = Object.entries(schema).map(([keyword, operand]) => {
    const meaning = MEANINGS[keyword];
    if (meaning === undefined) throw new Error(`nothing here knows the keyword ${keyword}`);
    return meaning(operand);
  });
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : (value) => all.every((fits) => fits(value));
}

const MEANINGS: Readonly<Record<string, (operand: Json) => Fits>> = {
  type(names) {
    const wanted = listOf(names).map((name) => TYPES[String(name)] ?? noType(name));
    const [only] = wanted;
    return wanted.length === 1 && only !== undefined ? only : (value) => wanted.some((is) => is(value));
  },
  const: (wanted) => (value) => isSame(value, wanted),
  enum(wanted) {
    const all = listOf(wanted);
    return (value) => all.some((one) => isSame(value, one));
  },
  properties(schemas) {
    const parts = Object.entries(isRecord(schemas) ? schemas : {}).map(
      ([name, schema]) => [name, fitting(schema)] as const,
    );
    return ofObjects((value) =>
      parts.every(([name, fits]) => {
        const member = value[name];
        return member === undefined || fits(member);
      }),
    );
  },
  required(names) {
    const all = listOf(names).map(String);
    return ofObjects((value) => all.every((name) => value[name] !== undefined));
  },
  items(schema) {
    const fits = fitting(schema);
    return ofArrays((value) => value.every(fits));
  },
  contains(schema) {
    const fits = fitting(schema);
    return ofArrays((value) => value.some(fits));
  },
  minItems: (least) => ofArrays(({ length }) => length >= Number(least)),
  maxItems: (most) => ofArrays(({ length }) => length <= Number(most)),
  minLength: (least) => ofStrings((value) => [...value].length >= Number(least)),
  pattern(source) {
    const pattern = new RegExp(String(source), 'u');
    return ofStrings((value) => pattern.test(value));
  },
  minimum: (least) => ofNumbers((value) => value >= Number(least)),
  maximum: (most) => ofNumbers((value) => value <= Number(most)),
  exclusiveMinimum: (bound) => ofNumbers((value) => value > Number(bound)),
  not(schema) {
    const fits = fitting(schema);
    return (value) => !fits(value);
  },
  anyOf(schemas) {
    const all = listOf(schemas).map(fitting);
    return (value) => all.some((fits) => fits(value));
  },
};

const TYPES: Readonly<Record<string, Fits>> = {
  object: isRecord,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/** A keyword says nothing of values of another type than its own. */
function ofObjects(fits: (value: Record<string, unknown>) => boolean): Fits {
  return (value) => !isRecord(value) || fits(value);
}

function ofArrays(fits: (value: unknown[]) => boolean): Fits {
  return (value) => !Array.isArray(value) || fits(value);
}

function ofStrings(fits: (value: string) => boolean): Fits {
  return (value) => typeof value !== 'string' || fits(value);
}

function ofNumbers(fits: (value: number) => boolean): Fits {
  return (value) => typeof value !== 'number' || !Number.isFinite(value) || fits(value);
}

function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Objects are not compared: no file of ours asks for a whole one. */
function isSame(value: unknown, wanted: Json): boolean {
  if (!Array.isArray(wanted)) return value === wanted;
  return (
    Array.isArray(value) &&
    value.length === wanted.length &&
    wanted.every((one, at) => isSame(value[at], one))
  );
}

function listOf(operand: Json): Json[] {
  return Array.isArray(operand) ? operand : [operand];
}

function noType(name: Json): never {
  throw new Error(`there is no type ${JSON.stringify(name)}`);
}
