import type { ConfigText, Format, Place, Variable } from '../../model.js';
import { type Reference, referencesIn } from './references.js';
import { spelling } from './spelling.js';

/** What a value is expanded with. */
export interface Surroundings {
  /** The text of the whole file. */
  text: string;
  format: Format;
  env: Readonly<Record<string, string | undefined>>;
  /** What `{file:...}` stands for, by path; null where it cannot be read. */
  files: ReadonlyMap<string, string | null>;
  placeOf: (offset: number, length: number) => Place;
}

/**
 * A text of the file as its client expands it: once, a value is not expanded again.
 * @param raw without the quotes and escapes of the file
 * @param place of the literal, quotes included
 */
export function expand(raw: string, place: Place, around: Surroundings): ConfigText {
  const { own, foreign } = referencesIn(raw, around.format);
  const offsetOf = own.length === 0 ? null : spelling(around.text, place, raw.length);
  const variables: Variable[] = [];
  let expanded: string | null = '';
  let end = 0;
  for (const reference of own) {
    const { state, value } = look(reference, around);
    const [from, to] = [offsetOf?.(reference.start) ?? null, offsetOf?.(reference.end) ?? null];
    const spot = from === null || to === null ? place : around.placeOf(from, to - from);
    variables.push({ name: reference.name, place: spot, state });
    expanded =
      expanded === null || value === null ? null : expanded + raw.slice(end, reference.start) + value;
    end = reference.end;
  }
  return {
    raw,
    place,
    expanded: expanded === null ? null : expanded + raw.slice(end),
    variables,
    unexpanded: foreign,
  };
}

function look(
  { kind, name, fallback }: Reference,
  { env, files }: Surroundings,
): { state: Variable['state']; value: string | null } {
  if (kind === 'client') return { state: 'input', value: null };
  const value = kind === 'file' ? files.get(name) : Object.hasOwn(env, name) ? env[name] : undefined;
  if (typeof value === 'string') return { state: value === '' ? 'empty' : 'set', value };
  return fallback === null ? { state: 'unset', value: null } : { state: 'default', value: fallback };
}
