import {
  type Alias,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { UserError } from '../../errors.js';
import type { ConfigNode, ConfigProperty, Place } from '../../model.js';
import { type SentenceId, say } from '../../say.js';
import { at, DEEPEST, type PlaceOf, placesIn, tooDeep } from './places.js';

/** What is wrong, by the parser's word for it; never with a piece of the file, which may be a secret. */
const PROBLEMS: Partial<Record<ErrorCode, SentenceId>> = {
  BAD_ALIAS: 'yaml-alias',
  BAD_INDENT: 'yaml-indent',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-block-as-key',
  DUPLICATE_KEY: 'yaml-key-twice',
  MISSING_CHAR: 'yaml-missing-sign',
  MULTIPLE_DOCS: 'yaml-documents',
  MULTILINE_IMPLICIT_KEY: 'yaml-key-over-lines',
  TAB_AS_INDENT: 'yaml-tab',
};
/** Aliases can make a small file large; a configuration has some hundred values. */
const MOST_VALUES = 20_000;
const MERGE = '<<';
/** What the lexer says beside pieces of the text: a document, a flow's end, a scalar. */
const SIGNS = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * YAML 1.2 as a tree. An alias is what its anchor holds, where that stands; `<<` brings in what is not there.
 * @throws {UserError} at `path:line:column` of what is wrong
 */
export function parseYaml(text: string, path: string): ConfigNode {
  const place = placesIn(text);
  refuseDepth(text, (offset) => at(path, place(offset, 1)));
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    throw wrong(at(path, place(error.pos[0], 1)), error.code);
  }
  const { contents } = document;
  if (contents === null) return { kind: 'null', value: null, place: place(0, 0), items: [], properties: [] };
  return new Tree(place, path).node(contents, 0);
}

function wrong(where: string, code: ErrorCode): UserError {
  return new UserError('this is not YAML as the client reads it', {
    where,
    found: say(PROBLEMS[code] ?? 'yaml-something-else'),
    whatToDo:
      code === 'DUPLICATE_KEY'
        ? 'write each key once: the client refuses the file'
        : 'mend the syntax: the client refuses the whole file',
  });
}

/** The parser calls itself for every level, so the depth is counted first: brackets, indentations, dashes. */
function refuseDepth(source: string, where: (offset: number) => string): void {
  const indents: number[] = [];
  let brackets = 0;
  let dashes = 0;
  let offset = 0;
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') brackets += 1;
    if (token === ']' || token === '}') brackets -= 1;
    if (/^[\r\n]/.test(token)) dashes = 0;
    if (token === '-' || token === '?' || token === ':') dashes += 1;
    if (/^ +$/.test(token) && /[\r\n]/.test(source.charAt(offset - 1))) {
      while ((indents.at(-1) ?? 0) >= token.length) indents.pop();
      indents.push(token.length);
    }
    if (brackets + dashes + indents.length > DEEPEST) throw tooDeep(where(offset));
    // Its own signs have no length in the text.
    if (!SIGNS.has(token)) offset += token.length;
  }
}

class Tree {
  readonly #anchors = new Map<string, Node>();
  readonly #place: PlaceOf;
  readonly #path: string;
  #values = 0;

  constructor(place: PlaceOf, path: string) {
    this.#place = place;
    this.#path = path;
  }

  node(node: Node | null, depth: number): ConfigNode {
    const [start = 0, end = start] = node?.range ?? [];
    const place = this.#place(start, end - start);
    this.#values += 1;
    if (depth > DEEPEST || this.#values > MOST_VALUES) throw tooDeep(at(this.#path, place));
    const empty = { value: null, place, items: [], properties: [] };
    if (isAlias(node)) return this.#meant(node, place, depth);
    if (node !== null && 'anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
    if (isSeq<Node>(node)) {
      return { ...empty, kind: 'array', items: node.items.map((item) => this.node(item, depth + 1)) };
    }
    if (isMap<Node, Node | null>(node)) {
      return { ...empty, kind: 'object', properties: this.#properties(node.items, depth) };
    }
    const value: unknown = isScalar(node) ? node.value : null;
    if (typeof value === 'string') return { ...empty, kind: 'string', value };
    if (typeof value === 'number') return { ...empty, kind: 'number', value };
    if (typeof value === 'boolean') return { ...empty, kind: 'boolean', value };
    return { ...empty, kind: 'null' };
  }

  /** What stands at the anchor, which comes first; the last of several that have its name. */
  #meant({ source }: Alias, place: Place, depth: number): ConfigNode {
    const node = this.#anchors.get(source);
    if (node === undefined) throw wrong(at(this.#path, place), 'BAD_ALIAS');
    return this.node(node, depth + 1);
  }

  #properties(pairs: readonly Pair<Node, Node | null>[], depth: number): ConfigProperty[] {
    const own: ConfigProperty[] = [];
    const merged: ConfigProperty[] = [];
    for (const { key, value } of pairs) {
      const name = this.node(key, depth + 1);
      const held = this.node(value, depth + 1);
      if (name.value === MERGE) {
        merged.push(...[held, ...held.items].flatMap(({ properties }) => properties));
      } else own.push({ key: String(name.value), keyPlace: name.place, value: held });
    }
    const there = new Set(own.map(({ key }) => key));
    // Of several that are merged in, the first counts.
    for (const property of merged) {
      if (there.has(property.key)) continue;
      there.add(property.key);
      own.push(property);
    }
    return own;
  }
}
