import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { UserError } from '../../errors.js';
import type { ConfigNode } from '../../model.js';
import { type SentenceId, say } from '../../say.js';
import { type Dialect, type Lapse, lapsesIn, type Token, tokensIn } from './lapses.js';
import { at, DEEPEST, type PlaceOf, placesIn, tooDeep, withoutBom } from './places.js';

/** What is wrong and what to do, by the parser's word for it; never with a piece of the file, which may be a secret. */
const PROBLEMS: Record<string, { found: SentenceId; whatToDo: SentenceId }> = {
  InvalidSymbol: { found: 'json-word-unquoted', whatToDo: 'json-use-quotes' },
  InvalidNumberFormat: { found: 'json-number-wrong', whatToDo: 'json-mend-number' },
  PropertyNameExpected: { found: 'json-key-missing', whatToDo: 'json-write-key' },
  ValueExpected: { found: 'json-value-missing', whatToDo: 'json-write-value' },
  ColonExpected: { found: 'json-colon-missing', whatToDo: 'json-write-colon' },
  CommaExpected: { found: 'json-comma-missing', whatToDo: 'json-write-comma' },
  CloseBraceExpected: { found: 'json-brace-open', whatToDo: 'json-close-brace' },
  CloseBracketExpected: { found: 'json-bracket-open', whatToDo: 'json-close-bracket' },
  EndOfFileExpected: { found: 'json-more-after-end', whatToDo: 'json-remove-rest' },
  UnexpectedEndOfComment: { found: 'json-comment-open', whatToDo: 'json-close-comment' },
  UnexpectedEndOfString: { found: 'json-text-open', whatToDo: 'json-close-text' },
  UnexpectedEndOfNumber: { found: 'json-number-short', whatToDo: 'json-mend-number' },
  InvalidUnicode: { found: 'json-unicode-wrong', whatToDo: 'json-mend-escape' },
  InvalidEscapeCharacter: { found: 'json-escape-wrong', whatToDo: 'json-double-backslash' },
  InvalidCharacter: { found: 'json-control-character', whatToDo: 'json-escape-it' },
};
const OTHER = { found: 'json-something-else', whatToDo: 'json-mend-syntax' } as const;

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
      found: say('json-comma-before-end', { bracket: source[offset] ?? '' }),
      whatToDo: say('json-remove-comma'),
    };
  }
  const { found, whatToDo } = PROBLEMS[code] ?? OTHER;
  return { offset, found: say(found), whatToDo: say(whatToDo) };
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
