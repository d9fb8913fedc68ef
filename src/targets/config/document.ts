import type { ConfigFile, ConfigNode, Format } from '../../model.js';
import type { Lapse } from './lapses.js';

/** A text as a tree, the same for every syntax. */
export interface Document {
  root: ConfigNode;
  duplicates: ConfigFile['duplicates'];
  lapses: Lapse[];
}

/**
 * A text as a tree, with the place of everything in it. A byte order mark is no part of it.
 * @throws {UserError} with `path:line:column`, for what the syntax does not allow
 */
export async function parseDocument(text: string, syntax: Format['syntax'], path: string): Promise<Document> {
  const { root, lapses } = await parsed(text, syntax, path);
  return { root, duplicates: duplicatesIn(root, []), lapses };
}

/** The parsers are large: only the one that is needed is read. */
async function parsed(
  text: string,
  syntax: Format['syntax'],
  path: string,
): Promise<Omit<Document, 'duplicates'>> {
  if (syntax === 'toml') return { root: (await import('./toml.js')).parseToml(text, path), lapses: [] };
  if (syntax === 'yaml') return { root: (await import('./yaml.js')).parseYaml(text, path), lapses: [] };
  const [{ parseJson }, { dialectOf }] = await Promise.all([import('./json.js'), import('./lapses.js')]);
  return parseJson(text, path, dialectOf(syntax));
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
