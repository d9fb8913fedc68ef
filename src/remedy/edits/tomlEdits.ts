import { type AST, getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import type { ConfigEdit, Json, TextEdit } from '../../model.js';
import { cleared, removal, type Span, withEdits } from './removal.js';
import { keyText, valueText } from './tomlText.js';
import { unfit } from './unfit.js';

const COMMENT_OR_COMMA = /#[^\r\n]*|,/g;

/**
 * A TOML text with one value changed or gone, and every other byte as it was. A path that is not there
 * yet becomes a key of the nearest table above it, or a table of its own at the end.
 *
 * @throws {UserError} for text that is not TOML, or a change that TOML cannot express
 */
export function editToml(text: string, { path, value }: ConfigEdit): string {
  const file = read(text, path);
  if (value !== undefined) return withEdits(text, [setting(text, file, path, value)]);
  const pair = file.pairs.find((each) => startsWith(each.path, path));
  const table = file.tables.find((each) => startsWith(each.path, path));
  if (pair === undefined && table === undefined) return text;
  const edits = table === undefined ? pairRemoval(text, pair) : [tableRemoval(text, table.node)];
  // The same thing may be spread over several tables and dotted keys.
  return editToml(withEdits(text, edits), { path, value });
}

/**
 * A TOML text with one key called differently: of a pair, of a table, or dotted, wherever it is spelt.
 * @throws {UserError} where nothing has this path, or the new key is there already
 */
export function renameToml(text: string, path: readonly string[], key: string): string {
  const { pairs, tables } = read(text, path);
  const last = path.length - 1;
  const names = [...pairs, ...tables].flatMap((each) => {
    const { keys } = each.node.key;
    return startsWith(each.path, path) ? (keys[last - (each.path.length - keys.length)] ?? []) : [];
  });
  if (names.length === 0) throw unfit('there is no such key', path);
  const renamed = [...path.slice(0, -1), key];
  if ([...pairs, ...tables].some((each) => startsWith(each.path, renamed)))
    throw unfit('both keys are there', path);
  const content = keyText(key);
  return withEdits(
    text,
    names.map(({ range: [start, end] }) => ({ offset: start, length: end - start, content })),
  );
}

interface Pair {
  path: string[];
  node: AST.TOMLKeyValue;
}

interface Table {
  path: string[];
  node: AST.TOMLTable;
}

/** Every key-value pair, inline ones included, and every table with a header of its own. */
interface TomlFile {
  pairs: Pair[];
  tables: Table[];
}

function read(text: string, path: readonly string[]): TomlFile {
  const program = parsed(text, path);
  const file: TomlFile = { pairs: [], tables: [] };
  const addPair = (node: AST.TOMLKeyValue, above: readonly string[]): void => {
    const own = [...above, ...getStaticTOMLValue(node.key)];
    file.pairs.push({ path: own, node });
    if (node.value.type === 'TOMLInlineTable') for (const inner of node.value.body) addPair(inner, own);
  };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') addPair(node, []);
    else {
      const own = node.resolvedKey.map(String);
      file.tables.push({ path: own, node });
      for (const pair of node.body) addPair(pair, own);
    }
  }
  return file;
}

function parsed(text: string, path: readonly string[]): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch {
    throw unfit('the text is not TOML', path);
  }
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return path.length >= start.length && start.every((key, at) => key === path[at]);
}

function same(path: readonly string[], other: readonly string[]): boolean {
  return path.length === other.length && startsWith(path, other);
}

function spanOf({ range: [start, end] }: AST.TOMLNode): Span {
  return { start, end };
}

function pairRemoval(text: string, pair: Pair | undefined): TextEdit[] {
  if (pair === undefined) return [];
  const { node } = pair;
  if (node.parent.type !== 'TOMLInlineTable') {
    return [cleared(text, spanOf(node), { start: 0, end: text.length })];
  }
  const { body, range } = node.parent;
  const inside = { start: range[0] + 1, end: range[1] - 1 };
  return removal(
    text,
    { inside, items: body.map(spanOf), commentOrComma: COMMENT_OR_COMMA },
    body.indexOf(node),
  );
}

/** From its header to the end of its last line. */
function tableRemoval(text: string, node: AST.TOMLTable): TextEdit {
  const start = lineStart(text, node.range[0]);
  const end = lineEnd(text, node.body.at(-1)?.range[1] ?? node.key.range[1]);
  const lineBreak = /^(\r\n|\n)/.exec(text.slice(end, end + 2))?.[0] ?? '';
  return { offset: start, length: end + lineBreak.length - start, content: '' };
}

function setting(text: string, file: TomlFile, path: readonly string[], value: Json): TextEdit {
  const there = file.pairs.find((pair) => same(pair.path, path));
  const content = valueText(value);
  if (content === null) throw unfit('TOML has no null', path);
  if (there !== undefined) {
    const [start, end] = there.node.value.range;
    return { offset: start, length: end - start, content };
  }
  if (file.tables.some((table) => same(table.path, path))) throw unfit('a table of its own', path);
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const into = addition(text, file, path, depth, value);
    if (into !== null) return into;
  }
  return appended(text, path, value);
}

/** A new key in what stands at the first `depth` keys of the path; null where nothing stands there. */
function addition(
  text: string,
  { pairs, tables }: TomlFile,
  path: readonly string[],
  depth: number,
  value: Json,
): TextEdit | null {
  const above = path.slice(0, depth);
  const [key = '', ...deeper] = path.slice(depth);
  const inner = valueText(deeper.reduceRight<Json>((rest, name) => ({ [name]: rest }), value)) ?? '';
  const holder = pairs.find((pair) => same(pair.path, above))?.node.value;
  if (holder !== undefined) {
    if (holder.type !== 'TOMLInlineTable') throw unfit('there is no table where the edit wants one', path);
    return intoInline(text, holder, keyText(key), inner);
  }
  const table = tables.find((each) => same(each.path, above));
  if (table !== undefined) {
    const last = table.node.body.at(-1);
    const line = keyText(key) + (last === undefined ? ' = ' : signOf(text, last)) + inner;
    return newLine(
      text,
      last?.range[1] ?? table.node.key.range[1],
      last?.range[0] ?? table.node.range[0],
      line,
    );
  }
  // `headers.A = 1` in the table above makes a table `headers` that has no header of its own.
  const dotted = pairs.findLast(
    (pair) => startsWith(pair.path, above) && pair.path.length - pair.node.key.keys.length < depth,
  );
  if (dotted === undefined || dotted.node.parent.type === 'TOMLInlineTable') return null;
  const { node, path: own } = dotted;
  const keys = getStaticTOMLValue(node.key);
  const prefix = keys.slice(0, keys.length - (own.length - depth)).map(keyText);
  const line = [...prefix, keyText(key)].join('.') + signOf(text, node) + inner;
  return newLine(text, node.range[1], node.range[0], line);
}

/** The equals sign as its neighbour has it. */
function signOf(text: string, { key, value }: AST.TOMLKeyValue): string {
  return text.slice(key.range[1], value.range[0]);
}

function intoInline(
  text: string,
  { body, range }: AST.TOMLInlineTable,
  key: string,
  value: string,
): TextEdit {
  const last = body.at(-1);
  if (last === undefined) {
    return { offset: range[0], length: range[1] - range[0], content: `{ ${key} = ${value} }` };
  }
  const pair = key + signOf(text, last) + value;
  const tail = text.slice(last.range[1], range[1] - 1);
  const comma = [...tail.matchAll(COMMENT_OR_COMMA)].find(([sign]) => sign === ',');
  if (comma === undefined) return { offset: last.range[1], length: 0, content: `, ${pair}` };
  return { offset: last.range[1] + comma.index + 1, length: 0, content: ` ${pair},` };
}

/** A line below the one that this offset is in, indented like the line of another. */
function newLine(text: string, below: number, like: number, line: string): TextEdit {
  const start = lineStart(text, like);
  const indent = /^[ \t]*/.exec(text.slice(start, like))?.[0] ?? '';
  return { offset: lineEnd(text, below), length: 0, content: lineBreakOf(text) + indent + line };
}

/** A table of its own at the end of the file. */
function appended(text: string, path: readonly string[], value: Json): TextEdit {
  const eol = lineBreakOf(text);
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  const [header, pairs]: [readonly string[], [string, Json][]] = isTable
    ? [path, Object.entries(value)]
    : [path.slice(0, -1), [[path.at(-1) ?? '', value]]];
  if (header.length === 0) throw unfit('no table to put it in', path);
  const lines = [
    `[${header.map(keyText).join('.')}]`,
    ...pairs.map(([key, each]) => `${keyText(key)} = ${valueText(each) ?? ''}`),
  ];
  const gap = text.trim() === '' ? '' : /(\r\n|\n)$/.test(text) ? eol : eol + eol;
  return { offset: text.length, length: 0, content: `${gap}${lines.join(eol)}${eol}` };
}

function lineBreakOf(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n';
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, from: number): number {
  const rest = /\r?\n/.exec(text.slice(from));
  return rest === null ? text.length : from + rest.index;
}
