import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { UserError } from '../../errors.js';
import type { ConfigNode } from '../../model.js';
import { at, DEEPEST, type PlaceOf, placesIn, tooDeep, withoutBom } from './places.js';

/**
 * TOML 1.0 as a tree: tables, dotted keys and inline tables are all objects.
 * @throws {UserError} at `path:line:column` of what is wrong
 */
export function parseToml(text: string, path: string): ConfigNode {
  const place = placesIn(text);
  const program = parsed(withoutBom(text), (offset) => at(path, place(offset, 1)));
  const root = object(place(0, text.length));
  const tree = new Tree(place, path);
  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') tree.pair(root, part, 1);
    else tree.table(root, part);
  }
  return root;
}

function parsed(source: string, where: (offset: number) => string): AST.TOMLProgram {
  try {
    return parseTOML(source, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new UserError('this is not TOML', {
      // A value that is missing is missed at the next word, which may stand lines below.
      where: where(
        /Unspecified/.test(error.message) ? source.slice(0, error.index).trimEnd().length : error.index,
      ),
      // The parser names the kind of mistake, never what stands there.
      found: error.message.charAt(0).toLowerCase() + error.message.slice(1),
      whatToDo: /key multiple times/.test(error.message)
        ? 'write each key and each table once: the client refuses the file'
        : 'mend the syntax: the client refuses the whole file',
    });
  }
}

/** Puts what stands in several places of a file together. */
class Tree {
  readonly #place: PlaceOf;
  readonly #path: string;
  /** What each object has so far, by its keys. */
  readonly #known = new WeakMap<ConfigNode, Map<string, ConfigNode>>();

  constructor(place: PlaceOf, path: string) {
    this.#place = place;
    this.#path = path;
  }

  /** `[a.b]` and `[[a.b]]`. */
  table(root: ConfigNode, table: AST.TOMLTable): void {
    const range = this.#of(table);
    const inList = table.kind === 'array';
    let node = root;
    for (const [index, key] of table.key.keys.entries()) {
      const last = index === table.key.keys.length - 1;
      node = this.#below(node, key, inList && last ? list(range) : object(range), index);
      // In a list of tables, what follows belongs to the last.
      if (inList && last) node.items.push(object(range));
      node = node.items.at(-1) ?? node;
    }
    for (const pair of table.body) this.pair(node, pair, table.key.keys.length);
  }

  /** `key = value`, where a dotted key stands for objects inside one another. */
  pair(parent: ConfigNode, { key: { keys }, value }: AST.TOMLKeyValue, depth: number): void {
    let node = parent;
    for (const [index, key] of keys.entries()) {
      const last = index === keys.length - 1;
      node = this.#below(
        node,
        key,
        last ? this.#value(value, depth + index + 1) : object(this.#of(value)),
        depth + index,
      );
    }
  }

  #below(node: ConfigNode, key: AST.TOMLBare | AST.TOMLQuoted, value: ConfigNode, depth: number): ConfigNode {
    const keyPlace = this.#of(key);
    if (depth > DEEPEST) throw tooDeep(at(this.#path, keyPlace));
    const name = key.type === 'TOMLBare' ? key.name : key.value;
    const siblings = this.#known.get(node) ?? new Map<string, ConfigNode>();
    this.#known.set(node, siblings);
    const known = siblings.get(name);
    if (known !== undefined) return known;
    siblings.set(name, value);
    node.properties.push({ key: name, keyPlace, value });
    return value;
  }

  #value(value: AST.TOMLContentNode, depth: number): ConfigNode {
    const place = this.#of(value);
    if (depth > DEEPEST) throw tooDeep(at(this.#path, place));
    if (value.type === 'TOMLArray') {
      return { ...list(place), items: value.elements.map((element) => this.#value(element, depth + 1)) };
    }
    if (value.type === 'TOMLInlineTable') {
      const node = object(place);
      for (const pair of value.body) this.pair(node, pair, depth + 1);
      return node;
    }
    const scalar = { place, items: [], properties: [] };
    switch (value.kind) {
      case 'string':
        return { ...scalar, kind: 'string', value: value.value };
      case 'boolean':
        return { ...scalar, kind: 'boolean', value: value.value };
      case 'integer':
      case 'float':
        return { ...scalar, kind: 'number', value: value.value };
      default:
        return { ...scalar, kind: 'string', value: value.datetime };
    }
  }

  #of({ range: [start, end] }: AST.TOMLNode): ConfigNode['place'] {
    return this.#place(start, end - start);
  }
}

function object(place: ConfigNode['place']): ConfigNode {
  return { kind: 'object', value: null, place, items: [], properties: [] };
}

function list(place: ConfigNode['place']): ConfigNode {
  return { kind: 'array', value: null, place, items: [], properties: [] };
}
