import type { ExpansionSyntax, Format } from '../../model.js';

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
  /** What stays as it is although it looks like a reference. */
  foreign: string[];
}

/** `stays`: it looks like a reference, or a piece of it does, and goes out as it is. */
type Part = { reference: Reference | null; stays: boolean; end: number };

/** What stands for a command, which may hold a secret itself. */
export const COMMAND = '$(...)';

const NAME = /^[A-Za-z_]\w*$/;
/** What VS Code and its kin fill in from what they ask, run or are set to; and what they know by themselves. */
const ASKED = /^(input|command|config):/;
const KNOWN_TO_EDITORS = /^(workspaceFolder|workspaceFolderBasename|userHome|pathSeparator|\/)(:|$)/;
/** `$NAME` where a client has no such syntax: in capitals alone, else prices would count. */
const DOLLAR_ELSEWHERE = /\$[A-Z_][A-Z0-9_]+(?!\w)/y;
const DOLLAR = /\$[A-Za-z_]\w*/y;

/** What a text refers to, in one pass over it. */
export function referencesIn(raw: string, { expansion }: Pick<Format, 'expansion'>): Found {
  const found: Found = { own: [], foreign: [] };
  const syntaxes = new Set(expansion.syntaxes);
  const closing = braceFinder(raw);
  const doubled = raw.lastIndexOf('}}');
  let index = 0;
  while (index < raw.length) {
    const part =
      (index < doubled ? doubleBraces(raw, index, syntaxes) : null) ?? partAt(raw, index, closing, syntaxes);
    if (part?.stays === true) found.foreign.push(raw.slice(index, part.end));
    if (part !== null && part.reference !== null) found.own.push(part.reference);
    index = part?.end ?? index + 1;
  }
  return found;
}

/** Where the next `}` stands. Asked from left to right, it walks the text once, however often it is asked. */
function braceFinder(raw: string): (from: number) => number | null {
  let next = -1;
  return (from) => {
    if (next !== Number.POSITIVE_INFINITY && next < from) {
      const found = raw.indexOf('}', from);
      next = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return Number.isFinite(next) ? next : null;
  };
}

function partAt(
  raw: string,
  start: number,
  closing: (from: number) => number | null,
  syntaxes: ReadonlySet<ExpansionSyntax>,
): Part | null {
  if (raw.startsWith('$(', start)) return syntaxes.has('command') ? command(raw, start) : null;
  if (raw.startsWith('${', start)) {
    const close = closing(start + 2);
    return close === null || close === start + 2 ? null : inBraces(raw, start, close, syntaxes);
  }
  if (raw[start] === '$') return afterDollar(raw, start, syntaxes);
  if (raw.startsWith('{env:', start) || raw.startsWith('{file:', start)) {
    const close = closing(start);
    return close === null ? null : inCurlies(raw, start, close, syntaxes);
  }
  return null;
}

/** `$(...)`, to the bracket that closes it: a command, whatever it is, is not run here. */
function command(raw: string, start: number): Part {
  let depth = 0;
  for (let index = start + 1; index < raw.length; index += 1) {
    if (raw[index] === '(') depth += 1;
    if (raw[index] === ')') depth -= 1;
    if (depth > 0) continue;
    const end = index + 1;
    return { reference: { kind: 'client', name: COMMAND, fallback: null, start, end }, stays: false, end };
  }
  return { reference: null, stays: true, end: raw.length };
}

/** `${{ secrets.NAME }}` of Continue, which are variables here; `{{NAME}}` of LibreChat, which its users fill in. */
function doubleBraces(raw: string, start: number, syntaxes: ReadonlySet<ExpansionSyntax>): Part | null {
  const secrets = syntaxes.has('secrets') && raw.startsWith('${{', start);
  if (!secrets && !(syntaxes.has('fields') && raw.startsWith('{{', start))) return null;
  const end = raw.indexOf('}}', start) + 2;
  const content = raw.slice(start + (secrets ? 3 : 2), end - 2).trim();
  const name = secrets ? content.replace(/^(secrets|inputs)\./, '') : content;
  if (!NAME.test(name)) return { reference: null, stays: true, end };
  const kind = content.startsWith('secrets.') ? 'variable' : 'client';
  return { reference: { kind, name, fallback: null, start, end }, stays: false, end };
}

function afterDollar(raw: string, start: number, syntaxes: ReadonlySet<ExpansionSyntax>): Part | null {
  const own = syntaxes.has('dollar');
  const pattern = own ? DOLLAR : DOLLAR_ELSEWHERE;
  pattern.lastIndex = start;
  const [written] = pattern.exec(raw) ?? [];
  if (written === undefined) return null;
  const end = start + written.length;
  const reference: Reference = { kind: 'variable', name: written.slice(1), fallback: null, start, end };
  return { reference: own ? reference : null, stays: !own, end };
}

/** `${...}`, up to the first `}`: no client knows braces inside braces. */
function inBraces(raw: string, start: number, close: number, syntaxes: ReadonlySet<ExpansionSyntax>): Part {
  const end = close + 1;
  const content = raw.slice(start + 2, close);
  const own = (kind: Reference['kind'], name: string, fallback: string | null = null): Part => ({
    reference: { kind, name, fallback, start, end },
    stays: false,
    end,
  });
  const foreign: Part = { reference: null, stays: true, end };
  // Where `{env:NAME}` is one, `${env:NAME}` is a dollar sign and one.
  if (syntaxes.has('curly') && /^(env|file):/.test(content)) {
    return { ...inCurlies(raw, start + 1, close, syntaxes), stays: true };
  }
  if (content.startsWith('env:')) return syntaxes.has('env') ? own('variable', content.slice(4)) : foreign;
  if (content.startsWith('file:')) return syntaxes.has('file') ? own('file', content.slice(5)) : foreign;
  if (ASKED.test(content)) return syntaxes.has('input') ? own('client', content) : foreign;
  if (KNOWN_TO_EDITORS.test(content) && syntaxes.has('own')) return own('client', content);
  if (syntaxes.has('untold')) return own('client', content);
  if (!syntaxes.has('braces')) return foreign;
  const split = content.indexOf(':-');
  const name = split < 0 ? content : content.slice(0, split);
  if (!NAME.test(name) || (split >= 0 && !syntaxes.has('defaults'))) return foreign;
  return own('variable', name, split < 0 ? null : content.slice(split + 2));
}

/** `{env:NAME}` and `{file:path}`. */
function inCurlies(raw: string, start: number, close: number, syntaxes: ReadonlySet<ExpansionSyntax>): Part {
  const end = close + 1;
  const colon = raw.indexOf(':', start);
  const name = raw.slice(colon + 1, close);
  if (!syntaxes.has('curly') || name === '') return { reference: null, stays: true, end };
  const kind = raw.slice(start + 1, colon) === 'file' ? 'file' : 'variable';
  return { reference: { kind, name, fallback: null, start, end }, stays: false, end };
}
