import type { NotJudged, Observation, ProbeReport } from '../model.js';
import { type BySubject, besideControl, type Failed, type Judged, lineOf, outcomeOf } from './outcome.js';

/** The probes around the cells: what was asked beside the matrix, and what came of it. */
export function probeReports(
  { exchanges, server }: Observation,
  verdicts: BySubject,
  failed: readonly Failed[],
  notJudged: NotJudged | null,
): ProbeReport[] {
  return exchanges
    .filter((it) => it.cell === null && it.role === 'subject' && !it.superseded)
    .map((it) => {
      const judged = besideControl(outcomeOf(it, verdicts, failed), it, server.control[it.era]);
      return { ...lineOf(it), ...neverGreen(judged, notJudged) };
    });
}

/** No probe of a target that could not be judged is green. */
function neverGreen(judged: Judged, notJudged: NotJudged | null): Judged {
  if (notJudged === null || judged.outcome !== 'passed') return judged;
  return { outcome: 'inconclusive', because: notJudged.title };
}
