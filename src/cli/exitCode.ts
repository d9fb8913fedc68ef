import { EXIT } from '../errors.js';
import type { FailOn, Severity, TargetReport } from '../model.js';

const RANK: Record<Severity, number> = { note: 1, warning: 2, error: 3 };

/** The exit code over all targets: the first that applies (design, "Exit codes"). */
export function exitCodeFor(targets: readonly TargetReport[], failOn: FailOn): number {
  if (targets.some((target) => target.notJudged?.reason === 'interrupted')) return EXIT.interrupted;
  const severities = targets.flatMap((target) => target.findings.map((finding) => finding.severity));
  if (failOn !== 'never' && severities.some((severity) => RANK[severity] >= RANK[failOn]))
    return EXIT.findings;
  return targets.some((target) => target.notJudged !== null) ? EXIT.notJudged : EXIT.clean;
}
