import type { CellId, Era, ObservedExchange, Refusals, Stance } from '../model.js';
import { JSON_TYPE, SSE_TYPE } from '../plan/matrix.js';

const VARIED: readonly CellId[] = ['missing', 'json-only', 'sse-only', 'wildcard'];

/** What one cell came to. */
type Word = 'refused' | 'other' | (string & {});

/**
 * What the server does with an incomplete `Accept`, by its answers to (missing, JSON only, SSE only,
 * wildcard). The lists decide where hellos could not: a server with one session in all. Where it treats the two
 * otherwise (measured: mcp-lite 0.10 answers a hello in JSON and a list in what is asked for), there is no one pattern.
 */
export function stanceOf(era: Era, exchanges: readonly ObservedExchange[]): Stance {
  const works = exchanges.some((it) => it.kind === 'control' && it.era === era && it.worked);
  if (!works) return 'unknown';
  const by = (own: readonly ObservedExchange[]): Stance => {
    const found = VARIED.map((cell) => comparable(era, cell, own)).filter((it) => it !== null);
    return found.length === VARIED.length ? stanceBy(found.map(wordFor)) : 'unknown';
  };
  const [hellos, lists] = [true, false].map((hello) => by(exchanges.filter((it) => isHello(it) === hello)));
  const both = hellos !== 'unknown' && lists !== 'unknown';
  return both && hellos !== lists ? 'mixed' : by(exchanges);
}

const isHello = ({ step }: ObservedExchange): boolean => step === 'initialize' || step === 'discover';

/** How an incomplete `Accept` is refused, by the same cells; null where none of them was. */
export function refusalsOf(era: Era, exchanges: readonly ObservedExchange[]): Refusals | null {
  const found = VARIED.map((cell) => comparable(era, cell, exchanges));
  const refused = found.filter((it) => it?.refusedAccept === true);
  if (refused.length === 0) return null;
  const [, json, sse] = found;
  const alone = { json: isAnswered(json), sse: isAnswered(sse) };
  return {
    statuses: [...new Set(refused.flatMap((it) => it?.status ?? []))].sort((a, b) => a - b),
    enough: alone.json && alone.sse ? 'either' : alone.json ? 'json' : alone.sse ? 'sse' : null,
    readable: refused.every((it) => it?.body !== 'none' && it?.body !== 'html'),
    namesBoth: refused.every((it) => it?.namesJson === true && it.namesSse),
  };
}

/** The answer that shows what a cell comes to; silence is believed when it came twice, to hello and list. */
function comparable(era: Era, cell: CellId, exchanges: readonly ObservedExchange[]): ObservedExchange | null {
  const inCell = exchanges.filter(
    (it) => it.era === era && it.cell === cell && it.role === 'subject' && !it.superseded,
  );
  const answered = inCell.find((it) => isComparable(it));
  if (answered !== undefined) return answered;
  const silent = inCell.filter((it) => it.failure?.stage === 'headers' && !it.suspect);
  return silent.length > 1 && silent.length === inCell.length ? (silent[0] ?? null) : null;
}

/** Each word is `refused`, the media type of a good answer, or `other`. */
function stanceBy(words: readonly Word[]): Stance {
  const [missing = 'other', json = 'other', sse = 'other', wildcard = 'other'] = words;
  const pattern = words.map((word) => (word === 'refused' ? '4' : '2')).join('');
  if (words.includes('other')) return 'mixed';
  if (pattern === '4444') return 'strict';
  if (pattern === '4442') return 'strict-with-ranges';
  if (pattern === '2222' && new Set(words).size === 1) return 'ignoring';
  const own = (json === 'refused' || json === JSON_TYPE) && (sse === 'refused' || sse === SSE_TYPE);
  if (!own || (json === 'refused' && sse === 'refused')) return 'mixed';
  return missing !== 'refused' && wildcard !== 'refused' ? 'negotiating' : 'lenient';
}

function isAnswered(it: ObservedExchange | null | undefined): boolean {
  return it?.worked === true;
}

function isComparable(it: ObservedExchange): boolean {
  return it.status !== null && !it.limited && !it.suspect && !it.alreadyInitialized;
}

function wordFor(it: ObservedExchange): Word {
  if (it.refusedAccept) return 'refused';
  return it.worked && it.mediaType !== null ? it.mediaType : 'other';
}
