import type { CellId, Era, MatrixFacts, Observation, ObservedExchange, Recording } from '../model.js';
import { PACED } from '../record/stops.js';

const VARIED = ['missing', 'json-only', 'sse-only', 'wildcard', 'both'] as const satisfies CellId[];

/** What the cells say together, beside the answer that decides. */
export function matrixFacts(
  observation: Observation,
  at: ObservedExchange | null,
  notSent: Recording['notSent'],
): MatrixFacts {
  const { exchanges, server, stance } = observation;
  const era = at?.era ?? 'legacy';
  const statuses = VARIED.map((cell) => statusIn(cell, era, exchanges));
  const [missing = null, jsonOnly = null, sseOnly = null, wildcard = null, both = null] = statuses;
  return {
    missing,
    jsonOnly,
    sseOnly,
    wildcard,
    both,
    alike: statuses.includes(null) ? null : new Set(statuses).size === 1,
    unknown: server.eras.filter((one) => stance[one] === 'unknown').join(', '),
    limited: exchanges.find((it) => it.limited && it.cell !== 'rate-limited')?.status ?? null,
    paced: notSent.some(({ reason }) => reason === PACED),
  };
}

function statusIn(cell: CellId, era: Era, exchanges: readonly ObservedExchange[]): number | null {
  const hello = exchanges.find(
    (it) =>
      it.cell === cell &&
      it.era === era &&
      !it.superseded &&
      it.role === 'subject' &&
      (it.step === 'initialize' || it.step === 'discover'),
  );
  return hello?.status ?? null;
}
