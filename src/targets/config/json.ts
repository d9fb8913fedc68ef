import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { UserError } from '../../errors.js';
import type { ConfigNode } from '../../model.js';
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
  InvalidCommentToken: { found: 'a comment', whatToDo: 'remove it: this client reads JSON without comments' },
  UnexpectedEndOfComment: { found: 'a comment without an end', whatToDo: 'close it with */' },
  UnexpectedEndOfString: { found: 'a text without its closing quote', whatToDo: 'close it on the same line' },
  UnexpectedEndOfNumber: { found: 'a number that stops too early', whatToDo: 'mend the number' },
  InvalidUnicode: { found: 'a \\u without four hexadecimal digits', whatToDo: 'mend the escape' },
  InvalidEscapeCharacter: { found: 'a \\ that escapes nothing', whatToDo: 'write \\\\ for a backslash' },
  InvalidCharacter: { found: 'a control character in a text', whatToDo: 'write it as an escape: \\n, \\t' },
};

/** What a client allows beside JSON. */
export interface Dialect {
  comments: boolean;
  trailingCommas: boolean;
}

/**
 * JSON as a tree.
 * @throws {UserError} at `path:line:column` of what is wrong
 */
export function parseJson(text: string, path: string, { comments, trailingCommas }: Dialect): ConfigNode {
  const source = withoutBom(text);
  const place = placesIn(text);
  refuseDepth(source, (offset) => at(path, place(offset, 1)));
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { disallowComments: !comments, allowTrailingComma: trailingCommas });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    const { offset, found, whatToDo } = problem(source, error);
    throw new UserError('this is not JSON as the client reads it', {
      where: at(path, place(offset, 1)),
      found,
      whatToDo,
    });
  }
  return nodeOf(tree, place);
}

/** The parser calls itself for every bracket, so the depth is counted first. */
function refuseDepth(source: string, where: (offset: number) => string): void {
  const scanner = createScanner(source, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < source.length; scanner.scan()) {
    const character = scanner.getTokenLength() === 1 ? source[scanner.getTokenOffset()] : '';
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (depth > DEEPEST) throw tooDeep(where(scanner.getTokenOffset()));
  }
}

function problem(
  source: string,
  error: ParseError | undefined,
): { offset: number; found: string; whatToDo: string } {
  const offset = error?.offset ?? 0;
  const code = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  const comma = /[}\]]/.test(source[offset] ?? '') ? commaBefore(source, offset) : null;
  if (comma !== null && /^(PropertyName|Value)Expected$/.test(code)) {
    return {
      offset: comma,
      found: `a comma before the closing ${source[offset]}`,
      whatToDo: 'remove the comma',
    };
  }
  return { offset, ...(PROBLEMS[code] ?? { found: 'something else', whatToDo: 'mend the syntax' }) };
}

/** Where the comma stands that is the last thing before this offset, or null. */
function commaBefore(source: string, offset: number): number | null {
  const scanner = createScanner(source, true);
  let last = -1;
  for (scanner.scan(); scanner.getTokenOffset() < offset; scanner.scan()) last = scanner.getTokenOffset();
  return source[last] === ',' ? last : null;
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
