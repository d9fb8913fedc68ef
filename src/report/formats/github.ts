import { SEVERITIES } from '../../judge/severity.js';
import type { LintReport, Report, Severity } from '../../model.js';
import {
  groupedIssues,
  type Issue,
  type IssueGroup,
  type Subject,
  subjectsIn,
  subjectsOf,
  subjectsOfFile,
} from '../issues.js';
import { forCommand, forCommandProperty } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';

/**
 * GitHub shows ten annotations of each level for a step, and drops the others without a word: nine and a count of
 * the rest.
 */
const SHOWN = 9;
const MESSAGE = 1000;
const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** Workflow commands: an annotation for each rule and target. */
export function renderGithub(report: Report, _view: View, run: Run): string {
  return commandsFor(subjectsOf(report, run));
}

/** The same for a configuration: at line and column. */
export function renderGithubLint(report: LintReport): string {
  return commandsFor(subjectsOfFile(report));
}

function commandsFor(subjects: Subject[]): string {
  const told = subjects.flatMap(({ name, issues }) =>
    groupedIssues(issues).map((group) => ({ name, group })),
  );
  const lines = SEVERITIES.flatMap((severity) => {
    const own = told.filter(({ group }) => group.first.severity === severity);
    const kept = own.length > SHOWN + 1 ? own.slice(0, SHOWN) : own;
    const rest = own.length - kept.length;
    return [
      ...kept.map(({ name, group }) => annotation(name, group)),
      ...(rest === 0 ? [] : [`::${COMMANDS[severity]} title=mcp-accept::and ${rest} more of this level`]),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(name: string, group: IssueGroup): string {
  const { first } = group;
  const properties = [
    ...(first.place === null ? [] : placed(first.place)),
    `title=${forCommandProperty(`${first.title} (${first.rule})`, 200)}`,
  ].join(',');
  return `::${COMMANDS[first.severity]} ${properties}::${forCommand(messageOf(name, group), MESSAGE)}`;
}

function placed({ file, line, column }: NonNullable<Issue['place']>): string[] {
  return [`file=${forCommandProperty(file)}`, `line=${line}`, `col=${column}`];
}

function messageOf(name: string, group: IssueGroup): string {
  const { message, steps } = group.first;
  const where = subjectsIn(group);
  const [step] = steps;
  return [
    `${name}: ${message}`,
    where === '' ? '' : ` [${where}]`,
    step === undefined ? '' : `. Do: ${step}`,
  ].join('');
}
