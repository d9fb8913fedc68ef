import type { ConfigText, Format, Place, Variable } from '../../model.js';
import { againInShell } from './again.js';
import type { PlaceOf } from './places.js';
import { type Reference, referencesIn } from './references.js';
import { spelling } from './spelling.js';

const CAPITALS = /^[A-Z_][A-Z0-9_]+$/;

/** What a text is expanded with. */
export interface Surroundings {
  /** The text of the whole file. */
  text: string;
  format: Format;
  env: Readonly<Record<string, string | undefined>>;
  /** What the files hold that texts refer to, by their paths as written; null where one cannot be read. */
  files: ReadonlyMap<string, string | null>;
  placeOf: PlaceOf;
}

/**
 * A text of the file as its client expands it. What a variable holds is not expanded in its turn, but for
 * headers where the client does it.
 * @param raw without the quotes and escapes of the file
 * @param place of the literal, quotes included
 */
export function expand(
  raw: string,
  place: Place,
  around: Surroundings,
  { header }: { header: boolean } = { header: false },
): ConfigText {
  const { own: all, foreign } = referencesIn(raw, around.format);
  const own = all.filter((reference) => !isPartOfText(raw, reference, around));
  const places = placesOf(place, raw, around, own.length > 0);
  const parts: string[] = [];
  const variables: Variable[] = [];
  let end = 0;
  for (const reference of own) {
    const variable = { ...look(reference, around), place: places(reference.start, reference.end) };
    variables.push(variable);
    parts.push(raw.slice(end, reference.start), variable.value ?? '');
    end = reference.end;
  }
  const once: ConfigText = {
    raw,
    place,
    expanded: variables.some(({ value }) => value === null) ? null : [...parts, raw.slice(end)].join(''),
    variables,
    unexpanded: foreign,
  };
  return own.some(({ fallback }) => fallback?.includes('$')) ||
    (header && around.format.expansion.again !== null)
    ? withNested(once, own, places, around, header)
    : once;
}

/** Where a client knows `$NAME`: what is not set and not in capitals is more likely a piece of a password. */
function isPartOfText(raw: string, { kind, start, name }: Reference, { env }: Surroundings): boolean {
  if (kind !== 'variable') return false;
  return raw[start] === '$' && raw[start + 1] !== '{' && !CAPITALS.test(name) && !Object.hasOwn(env, name);
}

/** What is done with references inside a fallback, and with a header that is expanded twice. */
function withNested(
  once: ConfigText,
  own: Reference[],
  places: (from: number, to: number) => Place,
  around: Surroundings,
  header: boolean,
): ConfigText {
  const { raw, expanded, variables } = once;
  const { again } = around.format.expansion;
  if (expanded === null) return once;
  const reached: Variable[] = [];
  const stays: string[] = [];
  for (const [index, { fallback, end }] of own.entries()) {
    const within = fallback?.indexOf('${') ?? -1;
    if (fallback === null || within < 0) continue;
    // The outer reference ended at the first brace, which is the inner one's: the outer brace is left over.
    const from = end - 1 - fallback.length + within;
    const written = raw.slice(from, end);
    const [inner] = referencesIn(written, around.format).own;
    if (inner === undefined || !header || again === null || variables[index]?.state !== 'default') {
      stays.push(written);
      continue;
    }
    const variable = { ...look(inner, around), place: places(from, end) };
    reached.push(variable);
    if (again === 'same' && variable.state === 'default' && inner.fallback?.includes('${') === true) {
      stays.push(written.slice(written.lastIndexOf('${')));
    }
  }
  const missing = reached.some(({ value }) => value === null);
  return {
    ...once,
    expanded: missing ? null : header ? expandedAgain(expanded, around) : expanded,
    variables: [...variables, ...reached],
    unexpanded: [...once.unexpanded, ...stays],
  };
}

function expandedAgain(text: string, around: Surroundings): string {
  const { again } = around.format.expansion;
  if (again === null) return text;
  return again === 'shell' ? againInShell(text, around.env) : onceMore(text, around);
}

/** By the same rules; what is not set stays. */
function onceMore(text: string, around: Surroundings): string {
  const parts: string[] = [];
  let end = 0;
  for (const reference of referencesIn(text, around.format).own) {
    const value = look(reference, around).value ?? text.slice(reference.start, reference.end);
    parts.push(text.slice(end, reference.start), value);
    end = reference.end;
  }
  return [...parts, text.slice(end)].join('');
}

function look(
  { kind, name, fallback }: Reference,
  { env, files, format }: Surroundings,
): Pick<Variable, 'name' | 'state' | 'value'> {
  if (kind === 'client') return { name, state: 'input', value: null };
  if (kind === 'file') return { name: `file:${name}`, ...found(files.get(name) ?? null) };
  if (format.expansion.withheld.includes(name)) return { name, state: 'withheld', value: '' };
  const value = variableIn(name, env);
  if (value === null && fallback !== null) return { name, state: 'default', value: fallback };
  return { name, ...found(value) };
}

function found(value: string | null): Pick<Variable, 'state' | 'value'> {
  return { state: value === null ? 'unset' : value === '' ? 'empty' : 'set', value };
}

/** A variable of the environment, and nothing that an object has by itself (`constructor`). */
export function variableIn(name: string, env: Surroundings['env']): string | null {
  return Object.hasOwn(env, name) ? (env[name] ?? null) : null;
}

/** Where a piece of the text stands in the file, escapes counted; the whole literal where that cannot be told. */
function placesOf(
  place: Place,
  raw: string,
  { text, placeOf }: Surroundings,
  needed: boolean,
): (from: number, to: number) => Place {
  const offsetOf = needed ? spelling(text, place, raw.length) : () => null;
  return (from, to) => {
    const [start, end] = [offsetOf(from), offsetOf(to)];
    return start === null || end === null ? place : placeOf(start, end - start);
  };
}
