import type { AcceptCell, AcceptSettings, CellAnswer, MessageType } from './persona.js';

/** What one `Accept` header comes to: an answer in a type, the persona's 406, or something of its own. */
export type AcceptDecision = { kind: 'answer'; as: MessageType } | { kind: 'other'; answer: AcceptRefusal };
export type AcceptRefusal = Exclude<CellAnswer, MessageType>;

interface Range {
  type: string;
  q: number;
}

const mediaTypes: Record<MessageType, string> = { json: 'application/json', sse: 'text/event-stream' };

/**
 * @param header the field's value, lines joined with a comma; null = no such line
 * @param preferred the type to answer in where the header leaves the choice
 */
export function decideAccept(
  header: string | null,
  settings: AcceptSettings,
  preferred: MessageType,
): AcceptDecision {
  const cell = cellOf(header);
  const exception = cell === null ? null : settings.cells[cell];
  if (exception === 'json' || exception === 'sse') return { kind: 'answer', as: exception };
  if (exception !== null) return { kind: 'other', answer: exception };
  const as = byPolicy(header, settings, preferred);
  return as === null ? { kind: 'other', answer: 'refuse' } : { kind: 'answer', as };
}

/** The cell of the matrix that a header belongs to; null for one that no cell sends. */
export function cellOf(header: string | null): AcceptCell | null {
  if (header === null) return 'missing';
  const types = rangesOf(header, false).flatMap((range) => (range.q > 0 ? [range.type] : []));
  const json = types.includes(mediaTypes.json);
  const sse = types.includes(mediaTypes.sse);
  if (json && sse) return 'both';
  if (json) return 'json-only';
  if (sse) return 'sse-only';
  return types.includes('*/*') ? 'wildcard' : null;
}

/** Whether a header lets a type through: RFC 9110 §12.5.1, the most specific range decides. */
export function accepts(header: string | null, type: MessageType): boolean {
  return header === null || quality(rangesOf(header, false), type) > 0;
}

function byPolicy(
  header: string | null,
  settings: AcceptSettings,
  preferred: MessageType,
): MessageType | null {
  const ranges = rangesOf(header ?? '*/*', settings.caseSensitive);
  const json = quality(ranges, 'json');
  const sse = quality(ranges, 'sse');
  const best = json === sse ? preferred : json > sse ? 'json' : 'sse';
  const offered = json > 0 || sse > 0 ? best : null;
  switch (settings.policy) {
    case 'strict':
      return header?.includes(mediaTypes.json) && header.includes(mediaTypes.sse) ? preferred : null;
    case 'strict-with-ranges':
      return header !== null && json > 0 && sse > 0 ? preferred : null;
    case 'lenient':
      return header === null ? null : offered;
    case 'negotiating':
      return offered;
    case 'ignoring':
      return preferred;
  }
}

function rangesOf(header: string, caseSensitive: boolean): Range[] {
  const text = caseSensitive ? header : header.toLowerCase();
  return text
    .split(',')
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .flatMap(([type = '', ...parameters]) => (type === '' ? [] : [{ type, q: weight(parameters) }]));
}

function weight(parameters: string[]): number {
  const q = parameters.find((parameter) => /^q=/i.test(parameter));
  const value = q === undefined ? 1 : Number(q.slice(2));
  return Number.isNaN(value) ? 1 : value;
}

function quality(ranges: Range[], type: MessageType): number {
  const full = mediaTypes[type];
  const candidates = [full, `${full.split('/')[0]}/*`, '*/*'];
  for (const candidate of candidates) {
    const found = ranges.find((range) => range.type === candidate);
    if (found !== undefined) return found.q;
  }
  return 0;
}
