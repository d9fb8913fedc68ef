import { ERAS } from '../../eras.js';
import type { CellId, CellReport, Era, LintReport, Report, TargetReport } from '../../model.js';
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
import { asCode, asCodeBlock, forMarkdown, inCell } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { worstFirst } from '../worstFirst.js';
import { CELL_IDS, HELLO_OF } from './terminal/grid.js';
import { belowWords, leadsWords } from './terminal/network.js';
import { cellWord, type Word } from './terminal/severities.js';
import { placeOf, type Verdict, verdictOf } from './terminal/verdict.js';

/** GitHub takes 1 MiB for a summary and 65,536 characters for a comment: so many rules and clients are told. */
const SHOWN = 30;
const LONGEST = 600;
const SIGNS: Record<Word, string> = { ok: '✅', note: '✅', warn: '⚠️', fails: '❌', skip: '', '?': '❔' };
const VERDICTS: Record<Verdict['sign'], string> = { '✓': '✅', '✗': '❌', '~': '❔' };

/** A job summary, or a comment on a pull request: the verdict, the matrix, the rest folded away. */
export function renderMarkdown(report: Report, _view: View, run: Run): string {
  const subjects = subjectsOf(report, run);
  const parts = report.targets.flatMap((target, at) => targetLines(target, subjects[at]));
  const outdated = outdatedLines(subjects.slice(report.targets.length));
  return `${[...parts, ...outdated, ...acceptedLines(acceptedIn(report, run)), ...footer(report)].join('\n')}\n`;
}

/** The same for a configuration. */
export function renderMarkdownLint(report: LintReport): string {
  const [subject, ...outdated] = subjectsOfFile(report);
  const { title = '', issues = [] } = subject ?? {};
  const sign = report.findings.some(({ severity }) => severity === 'error') ? '❌' : '✅';
  const lines = [`### ${sign} ${asCode(report.file)}: ${forMarkdown(title)}`, ''];
  const found = issues.length === 0 ? [] : issueLines(groupedIssues(issues));
  const beside = [...outdatedLines(outdated), ...acceptedLines(acceptedInFile(report))];
  return `${[...lines, ...found, ...beside, ...footer(report)].join('\n')}\n`;
}

/** The baseline, where entries of it have to go. */
function outdatedLines(subjects: readonly Subject[]): string[] {
  return subjects.flatMap(({ title, issues }) => [
    `### ❌ ${forMarkdown(title)}`,
    '',
    ...issueLines(groupedIssues(issues)),
  ]);
}

function acceptedLines(accepted: readonly AcceptedIssue[]): string[] {
  const lines = accepted.map(
    ({ issue, reason }) => `- ${asCode(issue.rule)} ${forMarkdown(`${issue.subject}: ${reason}`, LONGEST)}`,
  );
  return lines.length === 0 ? [] : folded(`${lines.length} accepted`, [...lines, '']);
}

/** What lies below HTTP, and where a redirect leads, where that says more than the verdict. */
function wayLines({ network, redirects }: TargetReport): string[] {
  const [below, leads] = [belowWords(network), leadsWords(redirects)];
  return [
    ...(below === '' ? [] : [`**Below HTTP:** ${forMarkdown(below, LONGEST)}`, '']),
    ...(leads === '' ? [] : [`**Leads to:** ${forMarkdown(leads, LONGEST)}`, '']),
  ];
}

function targetLines(target: TargetReport, subject: Subject | undefined): string[] {
  const verdict = verdictOf(target);
  const groups = groupedIssues(subject?.issues ?? []).filter(({ first }) => first.title !== verdict.title);
  return [
    `### ${VERDICTS[verdict.sign]} ${forMarkdown(verdict.title, LONGEST)}`,
    '',
    asCode(placeOf(target), LONGEST),
    '',
    ...faultLines(verdict),
    ...matrixLines(target),
    ...wayLines(target),
    ...decisiveLines(target),
    ...folded(
      `${groups.length} ${groups.length === 1 ? 'rule' : 'rules'} found something`,
      issueLines(groups),
    ),
    ...clientLines(target),
  ];
}

function faultLines({ fault, because, steps, codes }: Verdict): string[] {
  const reasons = because.length === 0 ? '' : `: ${because.join('; ')}`;
  return [
    ...(fault === '' ? [] : [`**Fault:** ${forMarkdown(`${fault}${reasons}`, LONGEST)}`, '']),
    ...steps.flatMap((step, at) => [
      `${at + 1}. ${forMarkdown(step, LONGEST)}`,
      ...pasted(codes[at] ?? null),
    ]),
    ...(steps.length === 0 ? [] : ['']),
  ];
}

/** Code below its step, as it is to be pasted: no line of ours holds a fence. */
function pasted(code: string | null): string[] {
  if (code === null) return [];
  return ['   ```', ...code.split('\n').map((line) => `   ${line.replaceAll('`', "'")}`), '   ```'];
}

/** Cells as rows: a phone shows it as well. */
function matrixLines(target: TargetReport): string[] {
  if (target.cells.every(({ response, failure }) => response.status === null && failure === null)) return [];
  const eras = ERAS.filter((era) => target.cells.some((cell) => cell.era === era));
  const columns = eras.flatMap((era) => [
    { era, message: 'hello' as const, title: HELLO_OF[era] },
    { era, message: 'tools/list' as const, title: 'tools/list' },
  ]);
  return [
    `| cell | Accept | ${columns.map(({ title }) => asCode(title)).join(' | ')} |`,
    `|---|---|${columns.map(() => '---|').join('')}`,
    ...CELL_IDS.map((cell) => {
      const own = target.cells.filter((one) => one.cell === cell);
      const accept = own[0]?.request.accept;
      const answers = columns.map(({ era, message }) =>
        answerText(
          target,
          cell,
          era,
          own.find((one) => one.era === era && one.message === message),
        ),
      );
      return `| ${cell} | ${accept == null ? 'no line' : inCell(asCode(accept, 80))} | ${answers.join(' | ')} |`;
    }),
    '',
  ];
}

function answerText(target: TargetReport, cell: CellId, era: Era, report: CellReport | undefined): string {
  if (report === undefined) return '';
  const { response, failure, outcome } = report;
  if (response.status === null && failure === null) return '-';
  const sign = SIGNS[outcome === 'inconclusive' ? '?' : cellWord(target, cell, era)];
  return `${response.status ?? 'no answer'} ${sign}`.trim();
}

/** One request, and what came back: in a block, so that nothing in it is obeyed. */
function decisiveLines({ decisive }: TargetReport): string[] {
  if (decisive === null) return [];
  const { request, response, failure } = decisive;
  const sent = [request.method, request.message ?? '', `Accept: ${request.accept ?? '(none)'}`].join(' ');
  const got =
    response.status === null
      ? `no answer: ${failure?.code ?? 'nothing came'}`
      : `${response.status} ${response.mediaType ?? ''} ${response.quote ?? ''}`;
  return [...asCodeBlock(`> ${sent}\n< ${got.trim()}`, 'text', LONGEST), ''];
}

function issueLines(groups: IssueGroup[]): string[] {
  const rest = groups.length - SHOWN;
  return [
    ...groups.slice(0, SHOWN).flatMap((group) => {
      const { first } = group;
      const where = subjectsIn(group);
      const place =
        first.place === null ? [] : [`${first.place.file}:${first.place.line}:${first.place.column}`];
      return [
        `- **${first.severity}** ${forMarkdown(first.title, LONGEST)} (${asCode(first.rule)})`,
        ...[...place, ...(where === '' ? [] : [where])].map((text) => `  - ${asCode(text, LONGEST)}`),
        `  - ${forMarkdown(first.message, LONGEST)}`,
        ...first.steps.map((step) => `  - do: ${forMarkdown(step, LONGEST)}`),
      ];
    }),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    ...(groups.length === 0 ? [] : ['']),
  ];
}

function clientLines({ clients }: TargetReport): string[] {
  if (clients === null || clients.length === 0) return [];
  const count = clients.filter(({ connects }) => connects === true).length;
  const words = { true: '✅ connects', false: '❌ does not connect', null: '❔ cannot be told' };
  const rows = worstFirst(clients).map(({ title, version, connects, because }) => {
    const why = because === null ? '' : inCell(forMarkdown(because, LONGEST));
    return `| ${inCell(forMarkdown(`${title} ${version}`, 120))} | ${words[`${connects}`]} | ${why} |`;
  });
  return folded(`${count} of ${clients.length} clients connect`, [
    '| client | | why |',
    '|---|---|---|',
    ...rows,
    '',
  ]);
}

function folded(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>', ''];
}

function footer({
  tool,
  version,
  ruleset,
  exitCode,
}: Pick<Report, 'tool' | 'version' | 'ruleset' | 'exitCode'>): string[] {
  return [`<sub>${forMarkdown(`${tool} ${version}`, 80)}, rule set ${ruleset}, exit code ${exitCode}</sub>`];
}
