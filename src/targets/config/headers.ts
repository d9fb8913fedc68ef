import type { ConfigHeader, ConfigNode, ConfigProperty, ConfigText } from '../../model.js';
import { expand, type Surroundings, variableIn } from './expand.js';
import { nodeAt, properties, propertyOf, stringOf } from './node.js';

/** A string of the file, expanded. */
export function textOf(node: ConfigNode, around: Surroundings, options = { header: false }): ConfigText {
  return expand(stringOf(node) ?? '', node.place, around, options);
}

/** The headers of an entry: written down, then those whose value is the name of a variable. */
export function headersOf(node: ConfigNode, path: string[], around: Surroundings): ConfigHeader[] {
  const { headers, envHeaders, bearerEnv, bearer } = around.format.keys;
  const written = headers.flatMap((key) =>
    lines(node, key, path, (value) => textOf(value, around, { header: true })),
  );
  const named = envHeaders.flatMap((key) => lines(node, key, path, (value) => fromVariable(value, around)));
  const token = bearerEnv === null ? null : propertyOf(node, bearerEnv);
  const inline = bearer === null ? null : propertyOf(node, bearer);
  return [
    ...written,
    ...named,
    ...(token === null ? [] : bearerLine(token, path, (value) => fromVariable(value, around))),
    ...(inline === null ? [] : bearerLine(inline, path, (value) => textOf(value, around, { header: true }))),
  ];
}

/** What stands under a key of a format (`requestOptions.headers`), and the keys that lead to it. */
export function holderIn(node: ConfigNode, key: string): { path: string[]; value: ConfigNode } | null {
  const path = key.split('.');
  const value = nodeAt(node, path);
  return value === null ? null : { path, value };
}

function lines(
  node: ConfigNode,
  key: string,
  path: string[],
  text: (value: ConfigNode) => ConfigText,
): ConfigHeader[] {
  const list = holderIn(node, key);
  if (list === null) return [];
  return properties(list.value)
    .filter(({ value }) => value.kind === 'string')
    .map((property) => ({
      name: property.key,
      namePlace: property.keyPlace,
      path: [...path, ...list.path, property.key],
      text: text(property.value),
    }));
}

function bearerLine(
  { key, keyPlace, value }: ConfigProperty,
  path: string[],
  textIn: (value: ConfigNode) => ConfigText,
): ConfigHeader[] {
  if (value.kind !== 'string') return [];
  const text = textIn(value);
  // Codex does not start a server whose token is empty.
  const expanded = text.expanded === null || text.expanded === '' ? null : `Bearer ${text.expanded}`;
  return [{ name: 'Authorization', namePlace: keyPlace, path: [...path, key], text: { ...text, expanded } }];
}

/** A text that is nothing but the name of a variable. */
function fromVariable(node: ConfigNode, { env, placeOf }: Surroundings): ConfigText {
  const name = stringOf(node) ?? '';
  const value = variableIn(name, env);
  const { offset, length } = node.place;
  const place = length === name.length + 2 ? placeOf(offset + 1, name.length) : node.place;
  const state = value === null ? 'unset' : value === '' ? 'empty' : 'set';
  return {
    raw: name,
    place: node.place,
    expanded: value,
    variables: [{ name, place, state, value }],
    unexpanded: [],
  };
}
