import { EXIT } from '../errors.js';
import { counts } from '../judge/severity.js';
import type { FailOn, Severity, TargetReport } from '../model.js';
import { isLeftOpen } from './leftOpen.js';

/** The exit code over all targets: the first that applies (design, "Exit codes"). */
export function exitCodeFor(targets: readonly TargetReport[], failOn: FailOn): number {
  const reasons = targets.flatMap(({ notJudged }) => notJudged?.reason ?? []);
  if (reasons.includes('interrupted')) return EXIT.interrupted;
  if (reasons.includes('configuration')) return EXIT.usage;
  if (targets.some((target) => fails(target, failOn) || missesRate(target))) return EXIT.findings;
  return targets.some((target) => isLeftOpen(target) || nobodyTold(target)) ? EXIT.notJudged : EXIT.clean;
}

/** Fewer handshakes connected than were asked for. */
function missesRate({ repeat }: TargetReport): boolean {
  const { rate = null, asked } = repeat ?? {};
  return rate !== null && asked !== undefined && rate * 100 < (asked.failUnder ?? 0);
}

/** Clients were asked for, and of none could it be told. */
function nobodyTold({ clients }: TargetReport): boolean {
  return clients !== null && clients.length > 0 && clients.every(({ connects }) => connects === null);
}

/** A finding that counts, a server that nobody is served by, or the user's own client that does not connect. */
function fails(target: TargetReport, failOn: FailOn): boolean {
  const { findings, clients, notJudged, diagnosis } = target;
  if (failOn === 'never') return false;
  if (reaches(findings, failOn)) return true;
  if (diagnosis?.class === 'cause' && !isLeftOpen(target)) return true;
  return notJudged === null && (clients ?? []).some(({ yours, connects }) => yours && connects === false);
}

/** Whether one of these findings is at or above a severity. */
export function reaches(findings: readonly { severity: Severity }[], failOn: FailOn): boolean {
  return findings.some((finding) => counts(finding, failOn));
}
