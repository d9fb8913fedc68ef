import type { ControlSeen, Finding, ObservedExchange, Outcome, ProbeReport, Verdict } from '../model.js';

/** A finding with the subject of its verdict: an exchange, a group, or the run. */
export interface Failed {
  finding: Omit<Finding, 'stableId'>;
  subject: string;
}

/** Verdicts by the id of the exchange, the group or the run that they are about. */
export type BySubject = ReadonlyMap<string, readonly Verdict[]>;

export function bySubject(verdicts: readonly Verdict[]): BySubject {
  const found = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const others = found.get(verdict.subject);
    if (others === undefined) found.set(verdict.subject, [verdict]);
    else others.push(verdict);
  }
  return found;
}

/** What one exchange comes to, and why. */
export interface Judged {
  outcome: Outcome;
  because: string | null;
}

/**
 * What the verdicts on one exchange add up to: failed by an error or a warning, passed when some rule
 * judged it and found nothing worse than a note. A finding of the whole run fails no exchange.
 */
export function outcomeOf(it: ObservedExchange, verdicts: BySubject, failed: readonly Failed[]): Judged {
  const cell = `${it.era}/same-cell/${it.cell}`;
  const own = failed.filter(({ subject }) => subject === it.id || subject === cell);
  const worst = own.find(({ finding }) => finding.severity !== 'note');
  if (worst !== undefined) return { outcome: 'failed', because: worst.finding.message };
  const limited = it.limited && it.cell !== 'rate-limited';
  if (limited) return { outcome: 'inconclusive', because: `rate limited (${it.status})` };
  if (it.failure !== null)
    return { outcome: 'inconclusive', because: `nothing came back (${it.failure.code})` };
  const mine = verdicts.get(it.id) ?? [];
  const judged = mine.some((verdict) => verdict.outcome === 'passed' || verdict.outcome === 'failed');
  if (judged && !it.suspect) return { outcome: 'passed', because: own[0]?.finding.message ?? null };
  const unclear = mine.find((verdict) => verdict.outcome === 'inconclusive');
  if (unclear !== undefined) return { outcome: 'inconclusive', because: unclear.because };
  return { outcome: 'skipped', because: 'no rule has anything to say about it' };
}

/** Nothing is green beside a control that failed: what an exchange shows may have the same reason. */
export function besideControl(judged: Judged, it: ObservedExchange, control: ControlSeen | null): Judged {
  if (control === null || control.works || judged.outcome !== 'passed' || it.kind === 'control')
    return judged;
  const { failedAt, status } = control;
  const came = status === null ? 'was not answered' : `was answered ${status}`;
  return { outcome: 'inconclusive', because: `the control failed: ${failedAt ?? 'it'} ${came}` };
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
