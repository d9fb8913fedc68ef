import type { Format } from '../../model.js';

/** A reference in a text: `${NAME}` and its like. */
export interface Reference {
  /** `client`: only the client knows it, as VS Code asks for `${input:id}`. */
  kind: 'variable' | 'file' | 'client';
  name: string;
  fallback: string | null;
  start: number;
  end: number;
}

interface Found {
  /** What this client expands, in order. */
  own: Reference[];
  /** What stays as it is although another client would expand it. */
  foreign: string[];
}

type Syntax = Format['expansion']['syntaxes'][number];
type Part = { reference: Reference | null; foreign: string | null; end: number };

/** In braces, what VS Code and its kin fill in themselves. */
const OF_THE_CLIENT =
  /^(input|command|config|workspaceFolder|workspaceFolderBasename|userHome|pathSeparator|\/)(:|$)/;

/** What looks like `$NAME` to a client that has no such syntax: upper case alone, else prices would count. */
const DOLLAR_ELSEWHERE = /\$[A-Z_][A-Z0-9_]+(?!\w)/y;
const DOLLAR = /\$\w+/y;

/** What a text refers to, in one pass over it: what was found is not searched again. */
export function referencesIn(raw: string, { expansion }: Format): Found {
  const found: Found = { own: [], foreign: [] };
  const has = (syntax: Syntax): boolean => expansion.syntaxes.includes(syntax);
  let close = -1;
  const closing = (from: number): number => {
    // Where there is none ahead there will be none later: the text is walked once.
    if (close !== Number.POSITIVE_INFINITY && close < from) {
      const next = raw.indexOf('}', from);
      close = next < 0 ? Number.POSITIVE_INFINITY : next;
    }
    return close;
  };
  let index = 0;
  while (index < raw.length) {
    const part = partAt(raw, index, closing, has);
    if (part === null) {
      index += 1;
      continue;
    }
    if (part.reference !== null) found.own.push(part.reference);
    if (part.foreign !== null) found.foreign.push(part.foreign);
    index = part.end;
  }
  return found;
}

function partAt(
  raw: string,
  start: number,
  closing: (from: number) => number,
  has: (syntax: Syntax) => boolean,
): Part | null {
  const character = raw[start];
  if (character === '$' && raw[start + 1] === '{') {
    const close = closing(start + 2);
    return Number.isFinite(close) && close > start + 2 ? braces(raw, start, close, has) : null;
  }
  if (character === '$') {
    const pattern = has('dollar') ? DOLLAR : DOLLAR_ELSEWHERE;
    pattern.lastIndex = start;
    const [written] = pattern.exec(raw) ?? [];
    if (written === undefined) return null;
    const end = start + written.length;
    if (!has('dollar')) return { reference: null, foreign: written, end };
    const reference: Reference = { kind: 'variable', name: written.slice(1), fallback: null, start, end };
    return { reference, foreign: null, end };
  }
  if (character === '{' && (raw.startsWith('{env:', start) || raw.startsWith('{file:', start))) {
    const close = closing(start);
    return Number.isFinite(close) ? curly(raw, start, close, has) : null;
  }
  return null;
}

function braces(raw: string, start: number, close: number, has: (syntax: Syntax) => boolean): Part {
  const end = close + 1;
  const content = raw.slice(start + 2, close);
  const own = (name: string, fallback: string | null, kind: Reference['kind'] = 'variable'): Part => ({
    reference: { kind, name, fallback, start, end },
    foreign: null,
    end,
  });
  if (content.startsWith('env:') && has('env')) return own(content.slice('env:'.length), null);
  if (OF_THE_CLIENT.test(content) && has('input')) return own(content, null, 'client');
  const elsewhere = content.startsWith('env:') || OF_THE_CLIENT.test(content);
  if (elsewhere || !has('braces')) return { reference: null, foreign: raw.slice(start, end), end };
  if (!has('defaults')) return own(content, null);
  const [name = '', fallback] = content.split(':-', 2);
  return own(name, fallback ?? null);
}

function curly(raw: string, start: number, close: number, has: (syntax: Syntax) => boolean): Part {
  const end = close + 1;
  if (!has('curly-env')) return { reference: null, foreign: raw.slice(start, end), end };
  const colon = raw.indexOf(':', start);
  const kind = raw.slice(start + 1, colon) === 'file' ? 'file' : 'variable';
  return {
    reference: { kind, name: raw.slice(colon + 1, close), fallback: null, start, end },
    foreign: null,
    end,
  };
}
