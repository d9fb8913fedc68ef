import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { lineStart } from './layout.js';
import type { Span } from './removal.js';
import { unfit } from './unfit.js';

export const USUAL_UNIT = '  ';

export type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node>;

export function contentsOf(text: string, path: readonly string[]): Node | null {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) throw unfit('the text is not YAML', path);
  return document.contents;
}

export interface Item {
  index: number;
  /** Null in a list. */
  pair: Pair<Node, Node | null> | null;
  value: Node | null;
}

export function collection(node: Node, path: readonly string[]): Collection {
  if (isMap<Node, Node | null>(node) || isSeq<Node>(node)) return node;
  throw unfit('there is neither an object nor a list where the edit wants one', path);
}

export function itemIn(node: Node, key: string, path: readonly string[]): Item | null {
  const { items } = collection(node, path);
  if (isSeq<Node>(node)) {
    const value = node.items[Number(key)];
    return value === undefined ? null : { index: Number(key), pair: null, value };
  }
  const index = items.findIndex(
    (item) => 'key' in item && isScalar(item.key) && String(item.key.value) === key,
  );
  const pair = items[index];
  return pair !== undefined && 'key' in pair ? { index, pair, value: pair.value } : null;
}

export function spanOf(node: Node, path: readonly string[]): Span {
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined) throw unfit('a part of it has no place', path);
  return { start, end };
}

/** Nothing is written there: `headers:`. */
export function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null && node.source !== 'null' && node.source !== '~';
}

/** Where the last thing that is written in a value ends; a range of lines reaches into the comments below. */
export function endOf(node: Node | null, otherwise: number): number {
  if ((isMap<Node, Node | null>(node) || isSeq<Node>(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last === undefined) return node.range?.[1] ?? otherwise;
    if (!('key' in last)) return endOf(last, otherwise);
    return endOf(last.value, last.key.range?.[1] ?? otherwise);
  }
  return node?.range?.[1] ?? otherwise;
}

export function itemSpan(text: string, holder: Collection, index: number, path: readonly string[]): Span {
  const item = holder.items[index];
  if (item === undefined) throw unfit('there is no such item', path);
  if ('key' in item) {
    const { start, end } = spanOf(item.key, path);
    return { start, end: endOf(item.value, end) };
  }
  const { start } = spanOf(item, path);
  if (holder.flow === true) return { start, end: endOf(item, start) };
  return { start: text.lastIndexOf('-', start - 1), end: endOf(item, start) };
}

/** Blanks up to this column: what stands before it in its line may be a dash. */
export function indentAt(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

export function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/\r|\n/);
  return found < 0 ? text.length : from + found;
}

export function eolOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** What the first object inside an object is indented by. */
export function unitOf(text: string, root: Node): string {
  const inner = isMap<Node, Node | null>(root)
    ? root.items.map(({ value }) => value).find((value) => isMap(value) && value.flow !== true)
    : null;
  const [start] = inner?.range ?? [];
  return start === undefined ? USUAL_UNIT : indentAt(text, start) || USUAL_UNIT;
}
