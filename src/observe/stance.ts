import type { CellId, Era, ObservedExchange, Stance } from '../model.js';
import { JSON_TYPE, SSE_TYPE } from '../plan/matrix.js';

const VARIED: readonly CellId[] = ['missing', 'json-only', 'sse-only', 'wildcard'];

/**
 * What the server does with an incomplete `Accept`, by its answers to (missing, JSON only, SSE only,
 * wildcard). The lists decide where hellos could not: a server with one session in all.
 */
export function stanceOf(era: Era, exchanges: readonly ObservedExchange[]): Stance {
  const answers = VARIED.map((cell) => {
    const inCell = exchanges.filter(
      (it) => it.era === era && it.cell === cell && it.role === 'subject' && !it.superseded,
    );
    return inCell.find((it) => isComparable(it)) ?? null;
  });
  if (answers.some((it) => it === null)) return 'unknown';
  return stanceBy(answers.map(wordFor));
}

/** Each word is `406`, the media type of a good answer, or `other`. */
function stanceBy(words: readonly string[]): Stance {
  const [missing = 'other', json = 'other', sse = 'other', wildcard = 'other'] = words;
  const pattern = [missing, json, sse, wildcard].map((word) => (word === '406' ? '4' : '2')).join('');
  if (words.includes('other')) return 'mixed';
  if (pattern === '4444') return 'strict';
  if (pattern === '4442') return 'strict-with-ranges';
  if (pattern === '2222' && new Set(words).size === 1) return 'ignoring';
  const own = (json === '406' || json === JSON_TYPE) && (sse === '406' || sse === SSE_TYPE);
  if (!own || (json === '406' && sse === '406')) return 'mixed';
  return missing !== '406' && wildcard !== '406' ? 'negotiating' : 'lenient';
}

function isComparable(it: ObservedExchange): boolean {
  return it.status !== null && !it.limited && !it.suspect && !it.alreadyInitialized;
}

function wordFor(it: ObservedExchange | null): string {
  if (it?.status === 406) return '406';
  return it?.worked === true && it.mediaType !== null ? it.mediaType : 'other';
}
