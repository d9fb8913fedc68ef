import type { DecisiveExchange, Diagnosis, Observation, Recording } from '../model.js';
import { allFlows } from '../record/allFlows.js';

/** The exchange that the diagnosis rests on, as a reader wants it; null where all is well or nothing was sent. */
export function decisiveOf(diagnosis: Diagnosis | null, { exchanges }: Observation): DecisiveExchange | null {
  if (diagnosis === null || diagnosis.class !== 'cause') return null;
  const it = exchanges.find(({ id }) => diagnosis.evidence.includes(id));
  // Where the control works, a client fails by what it does itself.
  if (it === undefined || it.worked) return null;
  return {
    id: it.id,
    request: { method: it.method, message: it.rpcMethod, accept: it.accept },
    response: { status: it.status, mediaType: it.mediaType, quote: it.said ?? it.rpcErrorMessage },
    failure: it.failure,
  };
}

/** From the first request of a run to its last answer, in milliseconds. */
export function spanOf(recording: Recording): number {
  const exchanges = allFlows(recording).flatMap((flow) => flow.exchanges);
  const ends = exchanges.map(
    ({ startedMs, outcome }) => startedMs + (outcome.kind === 'answer' ? outcome.totalMs : outcome.ms),
  );
  return Math.round(Math.max(0, ...ends));
}
