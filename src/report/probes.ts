import type { Observation, ProbeReport, Verdict } from '../model.js';
import { type Failed, lineOf, outcomeOf } from './outcome.js';

/** The probes around the cells: what was asked beside the matrix, and what came of it. */
export function probeReports(
  observation: Observation,
  verdicts: readonly Verdict[],
  failed: readonly Failed[],
): ProbeReport[] {
  return observation.exchanges
    .filter((it) => it.cell === null && it.role === 'subject' && !it.superseded)
    .map((it) => ({ ...lineOf(it), ...outcomeOf(it, verdicts, failed) }));
}
