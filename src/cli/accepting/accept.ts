import { EXIT } from '../../errors.js';
import type {
  Acceptance,
  AcceptedFinding,
  FailOn,
  Finding,
  OutdatedAcceptance,
  Report,
  TargetReport,
} from '../../model.js';
import { exitCodeFor } from '../../report/exitCode.js';
import { identified, targetIn } from '../../report/identity.js';

/**
 * The report without what the user has accepted: that is told apart, and does not count. An entry of a baseline that
 * is out of date fails the run.
 *
 * @param today `2026-11-30`, the day that expiry is measured by
 */
export function accepting(
  report: Report,
  acceptances: readonly Acceptance[],
  { failOn, today }: { failOn: FailOn; today: string },
): Report {
  if (acceptances.length === 0) return report;
  const isOver = ({ expires }: Acceptance): boolean => expires !== null && expires < today;
  const current = acceptances.filter((one) => !isOver(one));
  const accepted: AcceptedFinding[] = [];
  const found = new Set<string>();
  const targets = report.targets.map((target) => {
    const own: Finding[] = [];
    const findings = target.findings.filter((finding) => {
      const { id } = identified(finding, target);
      found.add(id);
      const by = current.find((one) => covers(one, finding, target, id));
      if (by === undefined) return true;
      accepted.push({ id, target: target.name, reason: by.reason, expires: by.expires, finding });
      own.push(finding);
      return false;
    });
    return withoutFailures({ ...target, findings }, own, 'accepted');
  });
  const outdated = acceptances.flatMap((one): OutdatedAcceptance[] => {
    const { id, place, expires } = one;
    if (place === null || id === null) return [];
    const why = isOver(one) ? 'expired' : found.has(id) || !wasJudged(one, report.targets) ? null : 'stale';
    return why === null ? [] : [{ id, why, expires, place }];
  });
  const code = exitCodeFor(targets, failOn);
  const exitCode = outdated.length > 0 && code === EXIT.clean ? EXIT.findings : code;
  return { ...report, exitCode, targets, accepted, outdated };
}

function covers(
  { rule, target, id }: Acceptance,
  finding: Finding,
  report: TargetReport,
  foundId: string,
): boolean {
  if (id !== null) return id === foundId;
  return rule === finding.rule && (target === null || namesOf(report).includes(target));
}

function namesOf(report: TargetReport): string[] {
  const { url, name } = report;
  return [name, url, targetIn(report), ...(URL.canParse(url) ? [new URL(url).host] : [])];
}

/** Only of what was looked at it can be said that it is gone. */
function wasJudged({ target }: Acceptance, targets: readonly TargetReport[]): boolean {
  return targets.some((one) => target !== null && namesOf(one).includes(target) && one.notJudged === null);
}

/** A cell whose failure does not count is no failure, and not green either. @param why in a word: `accepted` */
export function withoutFailures(
  target: TargetReport,
  accepted: readonly Finding[],
  why: string,
): TargetReport {
  const mended = <R extends TargetReport['probes'][number]>(report: R): R => {
    const concerns = ({ evidence }: Finding): boolean => evidence.includes(report.id);
    const by = accepted.filter(concerns);
    if (report.outcome !== 'failed' || by.length === 0 || target.findings.some(concerns)) return report;
    const rules = [...new Set(by.map(({ rule }) => rule))].join(', ');
    return { ...report, outcome: 'skipped', because: `${why}: ${rules}` };
  };
  return { ...target, cells: target.cells.map(mended), probes: target.probes.map(mended) };
}
