import type { ConfigNode, ConfigProperty, Json } from '../../model.js';

/** The property that counts: of several with one key, the last. */
export function propertyOf(node: ConfigNode, key: string): ConfigProperty | null {
  return node.properties.findLast((property) => property.key === key) ?? null;
}

/** What stands at the end of these keys, or null. */
export function nodeAt(root: ConfigNode, path: readonly string[]): ConfigNode | null {
  let node: ConfigNode | null = root;
  for (const key of path) {
    if (node?.kind === 'array') node = node.items[Number(key)] ?? null;
    else node = node === null ? null : (propertyOf(node, key)?.value ?? null);
  }
  return node;
}

/** The properties that count, in the order of the file. */
export function properties(node: ConfigNode): ConfigProperty[] {
  const last = new Map(node.properties.map((property) => [property.key, property]));
  return node.properties.filter((property) => last.get(property.key) === property);
}

/** Every property that a path leads to, `*` being any key, with the keys that were taken. */
export function matches(
  root: ConfigNode,
  pattern: readonly string[],
): { path: string[]; property: ConfigProperty }[] {
  const [first, ...rest] = pattern;
  if (first === undefined) return [];
  const here = properties(root).filter(({ key }) => first === '*' || key === first);
  if (rest.length === 0) return here.map((property) => ({ path: [property.key], property }));
  return here.flatMap(({ key, value }) =>
    matches(value, rest).map(({ path, property }) => ({ path: [key, ...path], property })),
  );
}

/** The value of a string, or null. */
export function stringOf(node: ConfigNode | null | undefined): string | null {
  return node?.kind === 'string' && typeof node.value === 'string' ? node.value : null;
}

/** What kind of thing it is, in words; never its value, which may be a secret. */
export function kindOf({ kind }: ConfigNode): string {
  return {
    object: 'an object',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  }[kind];
}

/** The value that a node stands for. */
export function jsonOf({ kind, value, items, properties }: ConfigNode): Json {
  if (kind === 'array') return items.map(jsonOf);
  if (kind !== 'object') return value;
  return Object.fromEntries(properties.map((property) => [property.key, jsonOf(property.value)]));
}
