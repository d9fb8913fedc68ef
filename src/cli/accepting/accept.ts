import { EXIT } from '../../errors.js';
import type {
  Acceptance,
  Accepted,
  Diagnosis,
  FailOn,
  Finding,
  LintReport,
  Report,
  TargetReport,
} from '../../model.js';
import { exitCodeFor, reaches } from '../../report/exitCode.js';
import { acceptor } from './acceptor.js';

/** By what an acceptance counts: how severe a finding has to be, and the day that expiry is measured by. */
export interface Counting {
  failOn: FailOn;
  /** `2026-11-30`. */
  today: string;
}

/**
 * The report without what the user has accepted: that is told apart, and does not count. A cause that is accepted is
 * still what the page says, since it is still true. An entry of a baseline that is out of date fails the run.
 */
export function accepting(
  report: Report,
  acceptances: readonly Acceptance[],
  { failOn, today }: Counting,
): Report {
  if (acceptances.length === 0) return report;
  const { acceptedAs, outdated } = acceptor(acceptances, today);
  const accepted: Accepted<Finding>[] = [];
  const excused = new Set<TargetReport>();
  const targets = report.targets.map((target) => {
    const names = namesOf(target);
    const isAccepted = (found: { finding: Finding | null; diagnosis: Diagnosis | null }): boolean => {
      const { finding, diagnosis } = found;
      const rule = finding?.rule ?? diagnosis?.id ?? '';
      const by = acceptedAs({ id: finding?.stableId ?? diagnosis?.stableId ?? '', rule }, names);
      if (by !== null) accepted.push({ ...by, target: target.name, ...found });
      return by !== null;
    };
    const own = target.findings.filter((finding) => isAccepted({ finding, diagnosis: null }));
    const findings = target.findings.filter((finding) => !own.includes(finding));
    const traits = target.traits.filter((diagnosis) => !isAccepted({ finding: null, diagnosis }));
    const rest = withoutFailures({ ...target, findings, traits }, own, 'accepted');
    const { diagnosis } = target;
    if (diagnosis?.class === 'cause' && isAccepted({ finding: null, diagnosis })) excused.add(rest);
    return rest;
  });
  const gone = outdated((named) =>
    targets.some((one) => namesOf(one).includes(named) && one.notJudged === null),
  );
  const code = exitCodeFor(
    targets.map((target) => (excused.has(target) ? withoutCause(target) : target)),
    failOn,
  );
  const exitCode = gone.length > 0 && code === EXIT.clean ? EXIT.findings : code;
  return { ...report, exitCode, targets, accepted, outdated: gone };
}

/** The same for what `lint` found. */
export function acceptingInFile(
  report: LintReport,
  acceptances: readonly Acceptance[],
  { failOn, today }: Counting,
): LintReport {
  if (acceptances.length === 0) return report;
  const { file } = report;
  const { acceptedAs, outdated } = acceptor(acceptances, today);
  const accepted: LintReport['accepted'] = [];
  const findings = report.findings.filter((finding) => {
    const { rule, stableId: id, server } = finding;
    const by = acceptedAs({ id, rule }, [file, server]);
    if (by !== null) accepted.push({ ...by, target: file, finding, diagnosis: null });
    return by === null;
  });
  const gone = outdated((named) => named === file);
  const exitCode = reaches(findings, failOn) || gone.length > 0 ? EXIT.findings : EXIT.clean;
  return { ...report, exitCode, findings, accepted, outdated: gone };
}

/** How a user may call a target. */
function namesOf({ url, name, stableName }: TargetReport): string[] {
  return [name, url, stableName, ...(URL.canParse(url) ? [new URL(url).host] : [])];
}

/** As far as the exit code goes, it could be judged and nothing stands in the way; an interruption is never excused. */
function withoutCause(target: TargetReport): TargetReport {
  const reason = target.notJudged?.reason;
  if (reason === 'interrupted' || reason === 'configuration') return target;
  const clients = target.clients?.filter(({ yours, connects }) => !(yours && connects === false)) ?? null;
  return { ...target, diagnosis: null, notJudged: null, clients };
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
