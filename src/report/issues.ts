import { RANK } from '../judge/severity.js';
import type {
  ConfigFinding,
  Finding,
  LintReport,
  OutdatedAcceptance,
  Report,
  Severity,
  TargetReport,
} from '../model.js';
import { stableId, subjectOf } from '../stableId.js';
import { howToUpdate, outdatedWords } from './formats/terminal/summary.js';
import { placeOf, stepsOf, type Verdict, verdictOf } from './formats/terminal/verdict.js';
import { isLeftOpen } from './leftOpen.js';
import type { FilePlace, Run } from './run.js';

/** Something that somebody should see to, whatever the command that found it: what build tools take in. */
export interface Issue {
  /** The same from run to run. */
  id: string;
  /** A rule, a diagnosis, or what a client comes to. */
  rule: string;
  severity: Severity;
  /** It is told of a target that could not be judged. */
  unjudged: boolean;
  title: string;
  /** What came, or whose fault it is. */
  message: string;
  steps: string[];
  /** What it concerns within the target: `legacy/json-only`; empty: all of it. */
  subject: string;
  place: FilePlace | null;
  references: string[];
}

/** A target, or a file, with what is to be said of it. */
export interface Subject {
  name: string;
  /** What became of it, in one line. */
  title: string;
  issues: Issue[];
}

/** The subjects of a report, in its order. */
export function subjectsOf(report: Report, run: Run): Subject[] {
  const targets = report.targets.map((target, at) => {
    const place = run.places[at] ?? null;
    const verdict = verdictOf(target);
    return {
      name: placeOf(target),
      title: verdict.title,
      issues: [
        ...diagnosed(target, verdict, place).filter(({ id }) =>
          report.accepted.every((one) => one.id !== id),
        ),
        ...target.findings.map((finding) => found(finding, target, place)),
      ],
    };
  });
  return report.outdated.length === 0 ? targets : [...targets, outdatedIn(report.outdated)];
}

/** The baseline, with the entries that have to go. */
function outdatedIn(outdated: readonly OutdatedAcceptance[]): Subject {
  return {
    name: outdated[0]?.place.file ?? '',
    title: 'the baseline is out of date',
    issues: outdated.map((one): Issue => {
      return {
        id: `baseline-${one.why}@${one.id}`,
        rule: `baseline-${one.why}`,
        severity: 'error',
        unjudged: false,
        title:
          one.why === 'stale'
            ? 'An accepted finding is not found any more'
            : 'The time of an accepted finding is over',
        message: outdatedWords(one),
        steps: [howToUpdate(outdated)],
        subject: '',
        place: one.place,
        references: [],
      };
    }),
  };
}

/** What was found and is accepted: told apart, and counting for nothing. */
export interface AcceptedIssue {
  name: string;
  issue: Issue;
  reason: string;
}

export function acceptedIn({ accepted, targets }: Report, run: Run): AcceptedIssue[] {
  return accepted.flatMap((one): AcceptedIssue[] => {
    const at = targets.findIndex(({ name }) => name === one.target);
    const target = targets[at];
    if (target === undefined) return [];
    const place = run.places[at] ?? null;
    const issues =
      one.finding !== null
        ? [found(one.finding, target, place)]
        : diagnosed(target, verdictOf(target), place).filter(({ id }) => id === one.id);
    return issues.map((issue) => ({ name: placeOf(target), issue, reason: untilWhen(one) }));
  });
}

/** The same of a file. */
export function acceptedInFile({ accepted, file }: LintReport): AcceptedIssue[] {
  return accepted.flatMap((one) =>
    one.finding === null ? [] : [{ name: file, issue: written(one.finding, file), reason: untilWhen(one) }],
  );
}

function untilWhen({ reason, expires }: { reason: string; expires: string | null }): string {
  return expires === null ? reason : `${reason}, until ${expires}`;
}

/** What fails the handshake, or the client that was named. */
function diagnosed(target: TargetReport, verdict: Verdict, place: FilePlace | null): Issue[] {
  const { diagnosis, notJudged } = target;
  if (diagnosis?.class !== 'cause' && notJudged === null) return [];
  const rule = diagnosis?.class === 'cause' ? diagnosis.id : (notJudged?.reason ?? 'unclear');
  const { title, fault, because, steps } = verdict;
  const told = [fault === '' ? '' : `fault: ${fault}`, ...because].filter((part) => part !== '');
  return [
    {
      id: diagnosis?.class === 'cause' ? diagnosis.stableId : stableId(rule, target.stableName, ''),
      rule,
      severity: 'error',
      unjudged: isLeftOpen(target),
      title,
      message: told.length === 0 ? title : `${title} (${told.join('; ')})`,
      steps,
      subject: '',
      place: notJudged?.reason === 'configuration' ? (placeIn(because) ?? place) : place,
      references: diagnosis?.references ?? [],
    },
  ];
}

/** A mistake in a file says where it stands: `.mcp.json:14:9`. */
function placeIn(texts: readonly string[]): FilePlace | null {
  for (const text of texts) {
    const found = /^(.+):(\d+):(\d+)/.exec(text);
    if (found !== null) return { file: found[1] ?? '', line: Number(found[2]), column: Number(found[3]) };
  }
  return null;
}

function found(finding: Finding, target: TargetReport, place: FilePlace | null): Issue {
  const { rule, severity, title, message, references } = finding;
  return {
    id: finding.stableId,
    rule,
    severity,
    unjudged: false,
    title,
    message,
    subject: subjectOf(finding, target),
    steps: stepsOf(finding),
    place,
    references,
  };
}

/** What `lint` found, as the one subject that its file is; and its baseline, where that is out of date. */
export function subjectsOfFile(report: LintReport): Subject[] {
  const { outdated } = report;
  return [subjectOfFile(report), ...(outdated.length === 0 ? [] : [outdatedIn(outdated)])];
}

function subjectOfFile(report: LintReport): Subject {
  const { file, client, findings } = report;
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return {
    name: file,
    title: `${client}: ${findings.length === 0 ? 'no findings' : count}`,
    issues: findings.map((finding) => written(finding, file)),
  };
}

function written(finding: ConfigFinding, file: string): Issue {
  const { rule, stableId: id, severity, title, message, server, line, column, steps, references } = finding;
  return {
    id,
    rule,
    severity,
    unjudged: false,
    title,
    message,
    steps,
    subject: server,
    place: { file, line, column },
    references,
  };
}

/** Issues of one rule and severity, told as one. */
export interface IssueGroup {
  first: Issue;
  all: Issue[];
}

/** Most severe first; those with a place each stand alone, since each is to be seen where it stands. */
export function groupedIssues(issues: readonly Issue[]): IssueGroup[] {
  const groups = new Map<string, IssueGroup>();
  for (const issue of issues) {
    const { rule, severity, place } = issue;
    const key = JSON.stringify([rule, severity, place]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: issue, all: [issue] });
    else group.all.push(issue);
  }
  return [...groups.values()].sort((a, b) => RANK[b.first.severity] - RANK[a.first.severity]);
}

/** `legacy/json-only, modern/json-only`; empty for what concerns all of it. */
export function subjectsIn({ all }: IssueGroup): string {
  return [...new Set(all.map(({ subject }) => subject))].filter((part) => part !== '').join(', ');
}
