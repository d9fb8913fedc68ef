import { counts } from '../../judge/severity.js';
import type { CellReport, ClientReport, LintReport, ProbeReport, Report, TargetReport } from '../../model.js';
import {
  type AcceptedIssue,
  acceptedIn,
  acceptedInFile,
  groupedIssues,
  type IssueGroup,
  type Subject,
  subjectsIn,
  subjectsOf,
  subjectsOfFile,
} from '../issues.js';
import { forMarkup } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { verdictOf } from './terminal/verdict.js';

/** One `testcase`: what it comes to, and why. */
interface Case {
  className: string;
  name: string;
  seconds: number;
  result: 'passed' | 'failure' | 'error' | 'skipped';
  type: string;
  message: string;
  text: string;
}

interface Suite {
  name: string;
  seconds: number;
  properties: [name: string, value: string][];
  cases: Case[];
}

const LONGEST = 2000;
/** The handshake of a correct client: the first case of every target. */
const HANDSHAKE = 'a correct client connects';

/**
 * JUnit's XML as Jenkins, GitLab and GitHub's readers take it: a suite for each target. What makes the command fail is
 * a failure, what could not be judged an error, what was not sent is skipped with its reason.
 */
export function renderJunit(report: Report, _view: View, run: Run): string {
  const subjects = subjectsOf(report, run);
  const suites = report.targets.map((target, at): Suite => {
    const subject = subjects[at] ?? { name: target.name, title: '', issues: [] };
    return {
      name: subject.name,
      seconds: target.ms / 1000,
      properties: propertiesOf(target, report),
      cases: casesOf(target, subject, run),
    };
  });
  const outdated = subjects.slice(report.targets.length);
  return documentOf(report.tool, [...suites, ...besides(outdated, acceptedIn(report, run), run)]);
}

/** The baseline where it is out of date, and what is accepted. */
function besides(outdated: readonly Subject[], accepted: readonly AcceptedIssue[], run: Run): Suite[] {
  const suites = outdated.map(({ name, issues }) => ({
    name,
    cases: groupedIssues(issues).map((group) => issueCase(name, group, run)),
  }));
  const cases = accepted.map(({ name, issue, reason }) =>
    skipped(name, `${issue.rule}: ${issue.title} (${issue.subject})`, `accepted: ${reason}`),
  );
  return [...suites, ...(cases.length === 0 ? [] : [{ name: 'accepted', cases }])].map(
    (suite): Suite => ({ ...suite, seconds: 0, properties: [] }),
  );
}

/** The same for a configuration: a case for each finding, or one that passes. */
export function renderJunitLint(report: LintReport, _view: View, run: Run): string {
  const [subject, ...outdated] = subjectsOfFile(report);
  const found = groupedIssues(subject?.issues ?? []).map((group) => issueCase(report.file, group, run));
  const clean = passed(report.file, `${report.client} reads this file as it is meant`, 0);
  const properties: Suite['properties'] = [
    ['mcp-accept', report.version],
    ['ruleset', report.ruleset],
  ];
  return documentOf(report.tool, [
    { name: report.file, seconds: 0, properties, cases: found.length === 0 ? [clean] : found },
    ...besides(outdated, acceptedInFile(report), run),
  ]);
}

function propertiesOf(target: TargetReport, { version, ruleset, exitCode }: Report): Suite['properties'] {
  const { diagnosis, identity } = target;
  return [
    ['mcp-accept', version],
    ['ruleset', ruleset],
    ['exit code', String(exitCode)],
    ['verdict', verdictOf(target).word],
    ['diagnosis', diagnosis?.id ?? ''],
    ['blame', diagnosis?.blame.join(' ') ?? ''],
    ['server', [identity?.name, identity?.version].filter((part) => part != null).join(' ')],
    ['requests', String(target.requests)],
  ];
}

function casesOf(target: TargetReport, subject: Subject, run: Run): Case[] {
  const [connects, findings] = [
    subject.issues.filter(({ rule }) => target.findings.every((finding) => finding.rule !== rule)),
    subject.issues.filter(({ rule }) => target.findings.some((finding) => finding.rule === rule)),
  ];
  const handshake = groupedIssues(connects).map((group) => ({
    ...issueCase(subject.name, group, run),
    name: HANDSHAKE,
  }));
  return [
    ...(handshake.length === 0 ? [passed(subject.name, HANDSHAKE, target.ms)] : handshake),
    ...groupedIssues(findings).map((group) => issueCase(subject.name, group, run)),
    ...[...target.cells, ...target.probes].flatMap((probe) => probeCase(subject.name, probe)),
    ...(target.clients ?? []).map((client) => clientCase(subject.name, client)),
  ];
}

function issueCase(className: string, group: IssueGroup, { failOn }: Run): Case {
  const { first } = group;
  const where = subjectsIn(group);
  const failing = counts(first, failOn);
  const text = [
    first.message,
    ...(where === '' ? [] : [`where: ${where}`]),
    ...(first.place === null ? [] : [`at: ${first.place.file}:${first.place.line}:${first.place.column}`]),
    ...first.steps.map((step) => `do: ${step}`),
    ...group.all.map(({ id }) => `id: ${id}`),
  ]
    .map((line) => forMarkup(line, LONGEST))
    .join('\n');
  return {
    className,
    name: `${first.rule}: ${first.title}`,
    seconds: 0,
    result: first.unjudged ? 'error' : failing ? 'failure' : 'passed',
    type: first.severity,
    message: first.message,
    text,
  };
}

/** A cell or a probe that failed is told by its findings. */
function probeCase(className: string, probe: CellReport | ProbeReport): Case[] {
  const { era, message, outcome, because, ms } = probe;
  const name = `${era === null ? '' : `${era}/`}${probe.probe} ${message}`;
  switch (outcome) {
    case 'failed':
      return [];
    case 'passed':
      return [passed(className, name, ms ?? 0)];
    case 'skipped':
    case 'inconclusive':
      return [skipped(className, name, because ?? 'it could not be told')];
  }
}

/** A client that was not named is reported, and fails nothing. */
function clientCase(className: string, { title, version, connects, because, yours }: ClientReport): Case {
  const name = `${title} ${version} connects`;
  if (connects === true) return passed(className, name, 0);
  const why = because ?? 'it cannot be told';
  const counted = yours && connects === false;
  const said = connects === false && !yours ? `does not connect (not counted: no --client): ${why}` : why;
  return { ...skipped(className, name, said), result: counted ? 'failure' : 'skipped', type: 'client' };
}

function passed(className: string, name: string, ms: number): Case {
  return { className, name, seconds: ms / 1000, result: 'passed', type: '', message: '', text: '' };
}

function skipped(className: string, name: string, message: string): Case {
  return { className, name, seconds: 0, result: 'skipped', type: '', message, text: '' };
}

function documentOf(tool: string, suites: Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: tool, ...tally(all), time: seconds.toFixed(3) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, seconds, properties, cases }: Suite): string[] {
  const said = properties.filter(([, value]) => value !== '');
  return [
    `  <testsuite${attributes({ name, ...tally(cases), skipped: tallied(cases, 'skipped'), time: seconds.toFixed(3) })}>`,
    ...(said.length === 0
      ? []
      : [
          '    <properties>',
          ...said.map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
          '    </properties>',
        ]),
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ className, name, seconds, result, type, message, text }: Case): string[] {
  const head = `    <testcase${attributes({ classname: className, name, time: seconds.toFixed(3) })}`;
  if (result === 'passed') {
    return text === ''
      ? [`${head}/>`]
      : [`${head}>`, `      <system-out>${text}</system-out>`, '    </testcase>'];
  }
  // Jenkins takes the text for the reason; older schemas know no attribute there.
  if (result === 'skipped') {
    return [`${head}>`, `      <skipped>${forMarkup(message, LONGEST)}</skipped>`, '    </testcase>'];
  }
  const what = attributes({ type, message });
  const inner = text === '' ? `      <${result}${what}/>` : `      <${result}${what}>${text}</${result}>`;
  return [`${head}>`, inner, '    </testcase>'];
}

function tally(cases: readonly Case[]): Record<string, string> {
  return {
    tests: String(cases.length),
    failures: tallied(cases, 'failure'),
    errors: tallied(cases, 'error'),
  };
}

function tallied(cases: readonly Case[], result: Case['result']): string {
  return String(cases.filter((one) => one.result === result).length);
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${forMarkup(value, LONGEST)}"`)
    .join('');
}
