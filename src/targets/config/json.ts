import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { UserError } from '../../errors.js';
import type { ConfigNode } from '../../model.js';
import { type Dialect, type Lapse, lapsesIn, type Token, tokensIn } from './lapses.js';
import { at, DEEPEST, type PlaceOf, placesIn, tooDeep, withoutBom } from './places.js';

/** What is wrong, by the parser's word for it; never with a piece of the file, which may be a secret. */
const PROBLEMS: Record<string, { found: string; whatToDo: string }> = {
  InvalidSymbol: { found: 'a word without quotes', whatToDo: 'write texts and keys in double quotes' },
  InvalidNumberFormat: { found: 'a number that is none', whatToDo: 'mend the number' },
  PropertyNameExpected: { found: 'no key', whatToDo: 'write a key in double quotes here' },
  ValueExpected: { found: 'no value', whatToDo: 'write the value here' },
  ColonExpected: { found: 'no ":" after a key', whatToDo: 'write : between key and value' },
  CommaExpected: { found: 'no "," between two entries', whatToDo: 'write a comma before this' },
  CloseBraceExpected: { found: 'the end, with a { still open', whatToDo: 'close it with }' },
  CloseBracketExpected: { found: 'the end, with a [ still open', whatToDo: 'close it with ]' },
  EndOfFileExpected: { found: 'more after the end', whatToDo: 'remove what stands behind the last bracket' },
  UnexpectedEndOfComment: { found: 'a comment without an end', whatToDo: 'close it with */' },
  UnexpectedEndOfString: { found: 'a text without its closing quote', whatToDo: 'close it on the same line' },
  UnexpectedEndOfNumber: { found: 'a number that stops too early', whatToDo: 'mend the number' },
  InvalidUnicode: { found: 'a \\u without four hexadecimal digits', whatToDo: 'mend the escape' },
  InvalidEscapeCharacter: { found: 'a \\ that escapes nothing', whatToDo: 'write \\\\ for a backslash' },
  InvalidCharacter: { found: 'a control character in a text', whatToDo: 'write it as an escape: \\n, \\t' },
};

/** A text as a tree, and what stands in it that the client does not read. */
export interface ParsedJson {
  root: ConfigNode;
  lapses: Lapse[];
}

/**
 * JSON as a tree; comments and trailing commas are read over, and named where the client does not allow them.
 * @throws {UserError} at `path:line:column` of anything else that is wrong
 */
export function parseJson(text: string, path: string, dialect: Dialect): ParsedJson {
  const source = withoutBom(text);
  const place = placesIn(text);
  const tokens = tokensIn(source);
  refuseDepth(tokens, (offset) => at(path, place(offset, 1)));
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    const { offset, found, whatToDo } = problem(source, tokens, error);
    throw new UserError('this is not JSON as the client reads it', {
      where: at(path, place(offset, 1)),
      found,
      whatToDo,
    });
  }
  return { root: nodeOf(tree, place), lapses: lapsesIn(tokens, dialect, place) };
}

/** The parser calls itself for every bracket, so the depth is counted first. */
function refuseDepth(tokens: readonly Token[], where: (offset: number) => string): void {
  let depth = 0;
  for (const { kind, start } of tokens) {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    if (depth > DEEPEST) throw tooDeep(where(start));
  }
}

function problem(
  source: string,
  tokens: readonly Token[],
  error: ParseError | undefined,
): { offset: number; found: string; whatToDo: string } {
  const offset = error?.offset ?? 0;
  const code = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  const before = tokens.findLast(({ start, kind }) => start < offset && kind !== 'comment');
  const closing = /[}\]]/.test(source[offset] ?? '');
  if (closing && before?.kind === 'comma' && /^(PropertyName|Value)Expected$/.test(code)) {
    return {
      offset: before.start,
      found: `a comma before the closing ${source[offset]}`,
      whatToDo: 'remove the comma',
    };
  }
  return { offset, ...(PROBLEMS[code] ?? { found: 'something else', whatToDo: 'mend the syntax' }) };
}

function nodeOf(node: Node, place: PlaceOf): ConfigNode {
  const { type, offset, length, children = [] } = node;
  const scalar = type === 'object' || type === 'array' ? null : (node.value as ConfigNode['value']);
  return {
    // A property is no node of its own here: its two children are taken below.
    kind: type === 'property' ? 'null' : type,
    value: scalar,
    place: place(offset, length),
    items: type === 'array' ? children.map((child) => nodeOf(child, place)) : [],
    properties: children.flatMap(({ type: kind, children: pair }) => {
      const [key, value] = pair ?? [];
      if (kind !== 'property' || key === undefined || value === undefined) return [];
      return [
        { key: String(key.value), keyPlace: place(key.offset, key.length), value: nodeOf(value, place) },
      ];
    }),
  };
}
