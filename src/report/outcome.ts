import type { Finding, ObservedExchange, Outcome, ProbeReport, Verdict } from '../model.js';

/**
 * What the verdicts on one exchange add up to: failed by an error or a warning, passed when some rule
 * judged it and found nothing worse than a note.
 */
export function outcomeOf(
  it: ObservedExchange,
  verdicts: readonly Verdict[],
  findings: readonly Finding[],
): { outcome: Outcome; because: string | null } {
  const failed = findings.filter((finding) => concerns(finding, it));
  const worst = failed.find((finding) => finding.severity !== 'note');
  if (worst !== undefined) return { outcome: 'failed', because: worst.message };
  const own = verdicts.filter((verdict) => verdict.subject === it.id);
  if (it.failure !== null)
    return { outcome: 'inconclusive', because: `nothing came back (${it.failure.code})` };
  const judged = own.some((verdict) => verdict.outcome === 'passed' || verdict.outcome === 'failed');
  if (judged && !it.suspect) return { outcome: 'passed', because: failed[0]?.message ?? null };
  const unclear = own.find((verdict) => verdict.outcome === 'inconclusive');
  if (unclear !== undefined) return { outcome: 'inconclusive', because: unclear.because };
  return { outcome: 'skipped', because: 'no rule has anything to say about it' };
}

/** A finding of this exchange, or of its cell as a whole. One of the whole run fails no cell. */
function concerns(finding: Finding, it: ObservedExchange): boolean {
  if (finding.era === null || !finding.evidence.includes(it.id)) return false;
  return finding.evidence[0] === it.id || (finding.cell !== null && finding.cell === it.cell);
}

/** The part of a report line that an exchange tells by itself. */
export function lineOf(it: ObservedExchange): Omit<ProbeReport, 'outcome' | 'because'> {
  const hello = it.step === 'initialize' || it.step === 'discover';
  return {
    id: it.id,
    probe: it.flow,
    era: it.era,
    message: hello ? 'hello' : it.step,
    request: { method: it.method, accept: it.accept },
    response: { status: it.status, mediaType: it.mediaType },
    failure: it.failure,
    ms: it.totalMs,
  };
}
