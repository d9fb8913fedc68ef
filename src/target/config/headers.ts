import type { ConfigHeader, ConfigNode, ConfigProperty, ConfigText, Variable } from '../../model.js';
import { expand, type Surroundings } from './expand.js';
import { properties, propertyOf, stringOf } from './node.js';

/** A string of the file, expanded. */
export function textOf(node: ConfigNode, around: Surroundings): ConfigText {
  return expand(stringOf(node) ?? '', node.place, around);
}

/** The headers of an entry: written down, then those whose value is the name of a variable. */
export function headersOf(node: ConfigNode, path: string[], around: Surroundings): ConfigHeader[] {
  const { headers, envHeaders, bearerEnv } = around.format.keys;
  const written = headers.flatMap((key) => lines(node, key, path, (value) => textOf(value, around)));
  const named = envHeaders.flatMap((key) =>
    lines(node, key, path, (value) => fromVariable(value, '', around)),
  );
  const bearer = bearerEnv === null ? null : propertyOf(node, bearerEnv);
  return [...written, ...named, ...(bearer === null ? [] : bearerLine(bearer, path, around))];
}

function lines(
  node: ConfigNode,
  key: string,
  path: string[],
  text: (value: ConfigNode) => ConfigText,
): ConfigHeader[] {
  const list = propertyOf(node, key);
  if (list === null) return [];
  return properties(list.value)
    .filter(({ value }) => value.kind === 'string')
    .map((property) => ({
      name: property.key,
      namePlace: property.keyPlace,
      path: [...path, key, property.key],
      text: text(property.value),
    }));
}

function bearerLine(
  { key, keyPlace, value }: ConfigProperty,
  path: string[],
  around: Surroundings,
): ConfigHeader[] {
  if (value.kind !== 'string') return [];
  const text = fromVariable(value, 'Bearer ', around);
  return [{ name: 'Authorization', namePlace: keyPlace, path: [...path, key], text }];
}

/** A text that is nothing but the name of a variable. */
function fromVariable(node: ConfigNode, before: string, { env, placeOf }: Surroundings): ConfigText {
  const raw = stringOf(node) ?? '';
  const value = Object.hasOwn(env, raw) ? env[raw] : undefined;
  const state: Variable['state'] = value === undefined ? 'unset' : value === '' ? 'empty' : 'set';
  const { offset, length } = node.place;
  return {
    raw,
    place: node.place,
    expanded: value === undefined ? null : before + value,
    variables: [{ name: raw, place: placeOf(offset + 1, length - 2), state }],
    unexpanded: [],
  };
}
