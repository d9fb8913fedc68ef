import { isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ConfigEdit, Json, TextEdit } from '../../model.js';
import { nested } from './nested.js';
import { cleared, type Listing, removal, type Span, withEdits } from './removal.js';
import { unfit } from './unfit.js';
import {
  type Collection,
  collection,
  contentsOf,
  endOf,
  eolOf,
  type Item,
  indentAt,
  isNothing,
  itemIn,
  itemSpan,
  lineEnd,
  spanOf,
  USUAL_UNIT,
  unitOf,
} from './yamlPlaces.js';
import { blockLines, flowText, itemLines, keyText, linesBelow } from './yamlText.js';

const COMMENT_OR_COMMA = /#[^\r\n]*|,/g;

/**
 * A YAML text with one value changed, added or gone, and every other byte as it was. What stands in lines gets
 * lines, what stands in brackets stays there.
 *
 * @throws {UserError} for text that is not YAML, or a path through something else than objects and lists
 */
export function editYaml(text: string, { path, value }: ConfigEdit): string {
  const root = contentsOf(text, path);
  if (root === null || isNothing(root)) {
    if (value === undefined) return text;
    const lines = linesBelow(nested(path, value), USUAL_UNIT) ?? [];
    return `${text === '' || /[\r\n]$/.test(text) ? text : text + eolOf(text)}${lines.join(eolOf(text))}${eolOf(text)}`;
  }
  let holder: Node = root;
  let holderPair: Pair<Node, Node | null> | null = null;
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth + 1);
    const inner: Item | null = itemIn(holder, key, path);
    if (inner === null) {
      if (value === undefined) return text;
      return withEdits(text, [insertion(text, root, collection(holder, path), key, nested(rest, value))]);
    }
    if (rest.length === 0) {
      if (value === undefined) {
        const without = collection(holder, path);
        return withEdits(text, removed(text, without, inner.index, holderPair, path));
      }
      return withEdits(text, [replacement(text, root, inner, value)]);
    }
    if (inner.value === null || isNothing(inner.value)) {
      if (value === undefined) return text;
      return withEdits(text, [replacement(text, root, inner, nested(rest, value))]);
    }
    holder = inner.value;
    holderPair = inner.pair;
  }
  throw unfit('the edit names nothing', path);
}

/**
 * A YAML text with one key called differently.
 * @throws {UserError} where the key is not there, or the new one is there already
 */
export function renameYaml(text: string, path: readonly string[], key: string): string {
  let holder = contentsOf(text, path);
  for (const step of path.slice(0, -1))
    holder = holder === null ? null : (itemIn(holder, step, path)?.value ?? null);
  const pair = holder === null ? null : (itemIn(holder, path.at(-1) ?? '', path)?.pair ?? null);
  if (holder === null || pair === null) throw unfit('there is no such key', path);
  if (itemIn(holder, key, path) !== null) throw unfit('both keys are there', path);
  const { start, end } = spanOf(pair.key, path);
  return withEdits(text, [{ offset: start, length: end - start, content: keyText(key) }]);
}

function removed(
  text: string,
  holder: Collection,
  index: number,
  above: Pair<Node, Node | null> | null,
  path: readonly string[],
): TextEdit[] {
  const whole = { start: 0, end: text.length };
  const span = itemSpan(text, holder, index, path);
  if (holder.flow === true) {
    const { start, end } = spanOf(holder, path);
    const items = holder.items.map((_, at) => itemSpan(text, holder, at, path));
    const listing: Listing = {
      inside: { start: start + 1, end: end - 1 },
      items,
      commentOrComma: COMMENT_OR_COMMA,
    };
    return removal(text, listing, index);
  }
  if (holder.items.length > 1) return [cleared(text, trimmed(text, span), whole)];
  // Without a line of its own nothing would be left but a null.
  const empty = isSeq(holder) ? '[]' : '{}';
  if (above === null)
    return [{ offset: span.start, length: trimmed(text, span).end - span.start, content: empty }];
  if (holder.anchor !== undefined || holder.tag?.startsWith('!') === true)
    throw unfit('an anchor or a tag stands there', path);
  const colon = text.indexOf(':', spanOf(above.key, path).end) + 1;
  return [{ offset: colon, length: 0, content: ` ${empty}` }, cleared(text, trimmed(text, span), whole)];
}

/** A text in lines of its own (`|`) ends after its line break, which is left. */
function trimmed(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function replacement(text: string, root: Node, { pair, value: old }: Item, value: Json): TextEdit {
  const quote = isScalar(old) ? { QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" }[String(old.type)] : undefined;
  const flat = flowText(value, quote === '"' || quote === "'" ? quote : '');
  if (old !== null && !isNothing(old)) {
    const { start } = spanOf(old, []);
    const { end } = trimmed(text, { start, end: endOf(old, start) });
    return { offset: start, length: end - start, content: flat };
  }
  // In brackets a key may stand without a colon.
  if (old === null)
    return {
      offset: pair === null ? text.length : spanOf(pair.key, []).end,
      length: 0,
      content: `: ${flat}`,
    };
  const at = spanOf(old, []).start;
  const unit = unitOf(text, root);
  const lines = linesBelow(value, unit);
  const inBrackets = /^[ \t]*[,\]}]/.test(text.slice(at));
  if (lines === null || pair === null || inBrackets) return { offset: at, length: 0, content: ` ${flat}` };
  const indent = indentAt(text, spanOf(pair.key, []).start) + unit;
  return {
    offset: lineEnd(text, at),
    length: 0,
    content: lines.map((line) => eolOf(text) + indent + line).join(''),
  };
}

function insertion(text: string, root: Node, holder: Collection, key: string, value: Json): TextEdit {
  const { start, end } = spanOf(holder, [key]);
  const flat = isSeq(holder) ? flowText(value) : `${keyText(key)}: ${flowText(value)}`;
  const last = holder.items.length - 1;
  if (holder.flow === true || last < 0) {
    if (last < 0)
      return {
        offset: start + 1,
        length: end - 1 - (start + 1),
        content: isSeq(holder) ? flat : ` ${flat} `,
      };
    const behind = itemSpan(text, holder, last, [key]).end;
    const comma = [...text.slice(behind, end).matchAll(COMMENT_OR_COMMA)].find(([sign]) => sign === ',');
    const at = comma === undefined ? behind : behind + comma.index + 1;
    return { offset: at, length: 0, content: comma === undefined ? `, ${flat}` : ` ${flat},` };
  }
  const span = itemSpan(text, holder, last, [key]);
  const unit = unitOf(text, root);
  const lines = isSeq(holder) ? itemLines(value, unit) : blockLines(key, value, unit);
  const indent = indentAt(text, span.start);
  const eol = eolOf(text);
  // A text in lines of its own (`|`) has taken its line break with it.
  if (/[\r\n]/.test(text.charAt(span.end - 1))) {
    return { offset: span.end, length: 0, content: lines.map((line) => indent + line + eol).join('') };
  }
  return {
    offset: lineEnd(text, span.end),
    length: 0,
    content: lines.map((line) => eol + indent + line).join(''),
  };
}
