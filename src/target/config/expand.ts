import type { ConfigText, Format, Place, Variable } from '../../model.js';
import { againInShell } from './again.js';
import type { PlaceOf } from './places.js';
import { type Reference, referencesIn } from './references.js';
import { spelling } from './spelling.js';

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
  const { own, foreign } = referencesIn(raw, around.format);
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
  const nested = own.flatMap(({ fallback, start, end }, index) => {
    const from = fallback === null ? -1 : raw.indexOf('${', start + 2);
    if (from < 0 || from >= end) return [];
    const inner: Reference | undefined = referencesIn(raw.slice(from), around.format).own[0];
    return inner === undefined ? [] : [{ inner, from, used: variables[index]?.state === 'default' }];
  });
  const written = nested.map(({ inner, from }) => raw.slice(from, from + inner.end));
  if (!header || again === null) return { ...once, unexpanded: [...once.unexpanded, ...written] };
  // Where the outer variable is set, the inner one is gone and its brace is left over.
  const stray = written.filter((_text, index) => nested[index]?.used === false);
  const reached = nested
    .filter(({ used }) => used)
    .map(({ inner, from }) => ({ ...look(inner, around), place: places(from, from + inner.end) }));
  const missing = reached.some(({ value }) => value === null);
  return {
    ...once,
    expanded: missing
      ? null
      : again === 'shell'
        ? againInShell(expanded, around.env)
        : onceMore(expanded, around),
    variables: [...variables, ...reached],
    unexpanded: [...once.unexpanded, ...stray],
  };
}

/** By the same rules; what is not set stays. */
function onceMore(text: string, around: Surroundings): string {
  let out = '';
  let end = 0;
  for (const reference of referencesIn(text, around.format).own) {
    const value = look(reference, around).value ?? text.slice(reference.start, reference.end);
    out += text.slice(end, reference.start) + value;
    end = reference.end;
  }
  return out + text.slice(end);
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
