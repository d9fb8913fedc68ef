import { createScanner } from 'jsonc-parser';
import type { Format, Place } from '../../model.js';
import type { PlaceOf } from './places.js';

/** What a client allows beside JSON. */
export interface Dialect {
  comments: boolean;
  trailingCommas: boolean;
}

/** What editors let pass and a client does not: it drops the whole file. */
export interface Lapse {
  kind: 'comment' | 'trailing-comma';
  place: Place;
}

/** A piece of a JSON text that is no blank, from `start` up to and without `end`. */
export interface Token {
  kind: 'comment' | 'comma' | 'open' | 'close' | 'other';
  start: number;
  end: number;
}

const DIALECTS: Record<Exclude<Format['syntax'], 'toml' | 'yaml'>, Dialect> = {
  json: { comments: false, trailingCommas: false },
  commented: { comments: true, trailingCommas: false },
  jsonc: { comments: true, trailingCommas: true },
};

/** What a syntax of `rules/formats/` allows. */
export function dialectOf(syntax: keyof typeof DIALECTS): Dialect {
  return DIALECTS[syntax];
}

/** Every token of a text, its comments among them, whether or not it is JSON. */
export function tokensIn(source: string): Token[] {
  const scanner = createScanner(source, false);
  const tokens: Token[] = [];
  for (scanner.scan(); scanner.getTokenOffset() < source.length; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    if (/\S/.test(source.charAt(start))) tokens.push({ kind: kindOf(source.slice(start, end)), start, end });
  }
  return tokens;
}

const SIGNS: Record<string, Token['kind']> = {
  ',': 'comma',
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
};

function kindOf(text: string): Token['kind'] {
  return SIGNS[text] ?? (/^\/[/*]/.test(text) ? 'comment' : 'other');
}

/** Which of the tokens of a JSON text a client does not read, in their order. */
export function unreadOf(
  tokens: readonly Token[],
  { comments, trailingCommas }: Dialect,
): { kind: Lapse['kind']; token: Token }[] {
  const meant = tokens.filter(({ kind }) => kind !== 'comment');
  const trailing = new Set(
    meant.filter(({ kind }, at) => kind === 'comma' && meant[at + 1]?.kind === 'close'),
  );
  return tokens.flatMap((token): { kind: Lapse['kind']; token: Token }[] => {
    if (token.kind === 'comment') return comments ? [] : [{ kind: 'comment', token }];
    return trailing.has(token) && !trailingCommas ? [{ kind: 'trailing-comma', token }] : [];
  });
}

/** The same, with the place of each. */
export function lapsesIn(tokens: readonly Token[], dialect: Dialect, place: PlaceOf): Lapse[] {
  return unreadOf(tokens, dialect).map(({ kind, token: { start, end } }) => ({
    kind,
    place: place(start, end - start),
  }));
}
