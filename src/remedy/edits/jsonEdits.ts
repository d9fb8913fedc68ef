import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { ConfigEdit, Json, TextEdit } from '../../model.js';
import { type Layout, layoutOf, lineStart } from './layout.js';
import { nested } from './nested.js';
import { type Listing, removal, withEdits } from './removal.js';
import { unfit } from './unfit.js';

const COMMENT_OR_COMMA = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,/g;
/** Blanks and comments up to the end of the line. */
const REST_OF_LINE = /^(?:[ \t]|\/\*(?:(?!\*\/)[^\r\n])*\*\/)*(?:\/\/[^\r\n]*)?(?=[\r\n])/;

/**
 * A JSON text with one value changed or gone, and every other byte as it was.
 * A key that stands twice is gone when neither stands there; the last is changed, which clients take.
 *
 * @throws {UserError} for text that is not JSON, or a path through something else than objects
 */
export function editJson(text: string, { path, value }: ConfigEdit): string {
  const root = rootOf(text, path);
  let object = root;
  for (const [depth, key] of path.entries()) {
    if (object.type !== 'object') throw unfit('there is no object where the edit wants one', path);
    const own = propertiesOf(object, key);
    const last = own.at(-1);
    const rest = path.slice(depth + 1);
    if (last === undefined) {
      if (value === undefined) return text;
      return withEdits(text, insertion(text, root, object, key, nested(rest, value)));
    }
    if (rest.length > 0) {
      object = last.value;
      continue;
    }
    if (value === undefined) {
      const without = withEdits(text, removal(text, listingOf(object), last.index));
      return own.length === 1 ? without : editJson(without, { path, value });
    }
    const content = written(value, layoutOf(text, root.offset, last.node.offset));
    return withEdits(text, [{ offset: last.value.offset, length: last.value.length, content }]);
  }
  throw unfit('the edit names nothing', path);
}

/**
 * A JSON text with one key called differently.
 * @throws {UserError} where the key is not there, or the new one is there already
 */
export function renameJson(text: string, path: readonly string[], key: string): string {
  let object = rootOf(text, path);
  for (const step of path.slice(0, -1)) {
    const inner = propertiesOf(object, step).at(-1)?.value;
    if (inner?.type !== 'object') throw unfit('there is no object where the edit wants one', path);
    object = inner;
  }
  const name = propertiesOf(object, path.at(-1) ?? '').at(-1)?.node.children?.[0];
  if (name === undefined) throw unfit('there is no such key', path);
  if (propertiesOf(object, key).length > 0) throw unfit('both keys are there', path);
  return withEdits(text, [{ offset: name.offset, length: name.length, content: JSON.stringify(key) }]);
}

function rootOf(text: string, path: readonly string[]): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) throw unfit('the text is not JSON', path);
  return root;
}

interface Property {
  node: Node;
  value: Node;
  index: number;
}

function propertiesOf(object: Node, key: string): Property[] {
  return (object.children ?? []).flatMap((node, index) => {
    const [name, value] = node.children ?? [];
    return name?.value === key && value !== undefined ? [{ node, value, index }] : [];
  });
}

function listingOf({ offset, length, children }: Node): Listing {
  return {
    inside: { start: offset + 1, end: offset + length - 1 },
    items: (children ?? []).map((node) => ({ start: node.offset, end: endOf(node) })),
    commentOrComma: COMMENT_OR_COMMA,
  };
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

/** A new property behind the others, written as they are. */
function insertion(text: string, root: Node, object: Node, key: string, value: Json): TextEdit[] {
  const last = object.children?.at(-1);
  if (last === undefined) return [intoEmpty(text, root, object, key, value)];
  const layout = layoutOf(text, root.offset, last.offset);
  const property = propertyText(key, value, layout);
  const end = endOf(last);
  const tail = text.slice(end, endOf(object) - 1);
  const comma = [...tail.matchAll(COMMENT_OR_COMMA)].find(([sign]) => sign === ',');
  const behind = comma === undefined ? end : end + comma.index + 1;
  const before = comma === undefined ? ',' : '';
  const after = comma === undefined ? '' : ',';
  const ownLine = /^[ \t]*$/.test(text.slice(lineStart(text, last.offset), last.offset));
  if (layout.eol === null || !ownLine) {
    const content = before + (layout.spaced ? ' ' : '') + property + after;
    return [{ offset: behind, length: 0, content }];
  }
  const line = layout.eol + layout.indent + property + after;
  const at = behind + (REST_OF_LINE.exec(text.slice(behind))?.[0].length ?? 0);
  if (at === behind) return [{ offset: behind, length: 0, content: before + line }];
  return [
    { offset: behind, length: 0, content: before },
    { offset: at, length: 0, content: line },
  ];
}

function intoEmpty(text: string, root: Node, object: Node, key: string, value: Json): TextEdit {
  const layout = layoutOf(text, root.offset, object.offset);
  const [start, end] = [object.offset + 1, endOf(object) - 1];
  const hasComment = text.slice(start, end).trim() !== '';
  if (layout.eol === null) {
    const gap = hasComment && layout.spaced ? ' ' : '';
    return { offset: end, length: 0, content: gap + propertyText(key, value, layout) };
  }
  const inner = { ...layout, indent: layout.indent + layout.unit };
  const line = inner.indent + propertyText(key, value, inner);
  const closing = layout.eol + layout.indent;
  if (!hasComment) {
    return { offset: start, length: end - start, content: layout.eol + line + closing };
  }
  const ownLine = lineStart(text, end);
  const alone = ownLine > start && text.slice(ownLine, end).trim() === '';
  if (alone) return { offset: ownLine, length: 0, content: line + layout.eol };
  return { offset: end, length: 0, content: layout.eol + line + closing };
}

function propertyText(key: string, value: Json, layout: Layout): string {
  return `${JSON.stringify(key)}:${layout.spaced ? ' ' : ''}${written(value, layout)}`;
}

/** Over several lines only where the file is written so. */
function written(value: Json, { eol, indent, unit }: Layout): string {
  if (eol === null || unit === '') return JSON.stringify(value);
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}
