import type { ConfigFile, ConfigNode, Format } from '../../model.js';
import type { Dialect } from './json.js';

/** A text as a tree, the same for every syntax. */
export interface Document {
  root: ConfigNode;
  duplicates: ConfigFile['duplicates'];
}

const DIALECTS: Record<Exclude<Format['syntax'], 'toml'>, Dialect> = {
  json: { comments: false, trailingCommas: false },
  commented: { comments: true, trailingCommas: false },
  jsonc: { comments: true, trailingCommas: true },
};

/**
 * A text as a tree, with the place of everything in it. A byte order mark is no part of it.
 * @throws {UserError} with `path:line:column`, for what the syntax does not allow
 */
export async function parseDocument(text: string, syntax: Format['syntax'], path: string): Promise<Document> {
  const root =
    syntax === 'toml'
      ? (await import('./toml.js')).parseToml(text, path)
      : (await import('./json.js')).parseJson(text, path, DIALECTS[syntax]);
  return { root, duplicates: duplicatesIn(root, []) };
}

function duplicatesIn(node: ConfigNode, path: string[]): Document['duplicates'] {
  const first = new Map<string, ConfigNode['place']>();
  const own = node.properties.flatMap(({ key, keyPlace, value }) => {
    const before = first.get(key);
    if (before === undefined) first.set(key, keyPlace);
    const here = before === undefined ? [] : [{ path: [...path, key], place: keyPlace, first: before }];
    return [...here, ...duplicatesIn(value, [...path, key])];
  });
  return [...own, ...node.items.flatMap((item, index) => duplicatesIn(item, [...path, String(index)]))];
}
