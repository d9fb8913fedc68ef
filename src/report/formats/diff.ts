import type { DiffFinding, DiffReport, TargetDiff } from '../../model.js';
import { type Paint, painter } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, proseWidth } from '../layout.js';
import { asCode, forMarkdown } from '../media.js';
import { NARROWEST, type View } from '../view.js';

/** So many rules of a kind are said, and of each so many places. */
const SHOWN = 8;
const SUBJECTS = 3;

/** What changed, worst first, for a person at a terminal. */
export function renderDiff(report: DiffReport, view: View): string {
  const paint = painter(view.color);
  const width = proseWidth(Math.max(NARROWEST, view.width));
  const quiet = view.detail === 'quiet';
  const lines = [
    ...beside('', `${headline(report)}  ${report.before} -> ${report.after}`, width).map((line) =>
      paint('strong', line),
    ),
    ...beside('', otherRules(report), width).filter((line) => line !== ''),
    ...inOrder(report).flatMap((target) => targetLines(target, width, paint, quiet)),
    ...(quiet ? [] : ['']),
    paint('quiet', `${report.tool} ${report.version}, exit code ${report.exitCode}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** `Worse: 1 of 2 servers.` */
function headline({ targets, rulesets }: DiffReport): string {
  const worse = targets.filter((target) => target.worse).length;
  if (worse > 0)
    return `Worse: ${worse} of ${targets.length} ${targets.length === 1 ? 'server' : 'servers'}.`;
  const sameRules = rulesets.before === rulesets.after;
  return targets.some((target) => isBetter(target, sameRules)) ? 'Better.' : 'No worse.';
}

function isBetter({ connection, findings, clients, repeat }: TargetDiff, sameRules: boolean): boolean {
  if (repeat?.change === 'better') return true;
  return connection === 'gained' || (sameRules && findings.mended.length > 0) || clients.gained.length > 0;
}

/** What was judged by other rules is no news of the server; empty where the rules are the same. */
function otherRules({ rulesets: { before, after } }: DiffReport): string {
  if (before === after) return '';
  return `judged by other rules, ${before} then ${after}: what is new or mended below may be that alone, and does not count`;
}

function inOrder({ targets }: DiffReport): TargetDiff[] {
  return [...targets].sort((a, b) => Number(b.worse) - Number(a.worse));
}

function targetLines(target: TargetDiff, width: number, paint: Paint, quiet: boolean): string[] {
  const { name, worse, title, findings, clients, repeat } = target;
  const sign = worse ? '✗ ' : '✓ ';
  const words = `${forTerminal(name, 200)}: ${changed(target)}: ${forTerminal(title, 300)}`;
  const row = (label: string, text: string): string[] =>
    text === '' ? [] : beside(`    ${label.padEnd(8)}`, text, width);
  return [
    ...beside(sign, words, width, (text) => paint(worse ? 'bad' : 'good', text)),
    ...row('tries', repeat === null ? '' : repeat.sentence),
    ...row('lost', forTerminal(clients.lost.join(', '), 2000)),
    ...row('gained', forTerminal(clients.gained.join(', '), 2000)),
    ...listed(findings.new).flatMap((text) => row('new', forTerminal(text, 300))),
    ...listed(findings.mended).flatMap((text) => row('mended', forTerminal(text, 300))),
    ...(quiet || findings.same === 0
      ? []
      : row('same', findings.same === 1 ? '1 finding' : `${findings.same} findings`)),
  ];
}

/** `connects, then refused`. */
function changed({ before, after }: TargetDiff): string {
  if (before === null) return `${after}, was not there`;
  if (after === null) return `${before}, is not there any more`;
  return before === after ? after : `${before}, then ${after}`;
}

/** Those of one rule are one, as on every page. */
function listed(findings: readonly DiffFinding[]): string[] {
  const byRule = new Map<string, string[]>();
  for (const { rule, severity, title, subject } of findings) {
    const said = `${severity} ${rule}: ${title}`;
    byRule.set(said, [...(byRule.get(said) ?? []), ...(subject === '' ? [] : [subject])]);
  }
  const told = [...byRule].map(([said, subjects]) => {
    const more = subjects.length > SUBJECTS ? ` and ${subjects.length - SUBJECTS} more` : '';
    return subjects.length === 0 ? said : `${said} (${subjects.slice(0, SUBJECTS).join(', ')}${more})`;
  });
  const rest = told.length - SHOWN;
  return rest > 0 ? [...told.slice(0, SHOWN), `and ${rest} more: --json`] : told;
}

/** The same for a pull request. */
export function renderDiffMarkdown(report: DiffReport): string {
  const worse = report.targets.some((target) => target.worse);
  const lines = inOrder(report).flatMap((target) => {
    const { name, title, findings, clients, repeat } = target;
    const row = (label: string, texts: string[]): string[] =>
      texts.map((text) => `  - **${label}** ${forMarkdown(text, 300)}`);
    return [
      `- ${target.worse ? '❌' : '✅'} ${asCode(name, 200)}: ${changed(target)}: ${forMarkdown(title, 300)}`,
      ...row('tries', repeat === null ? [] : [repeat.sentence]),
      ...row('lost', clients.lost),
      ...row('gained', clients.gained),
      ...row('new', listed(findings.new)),
      ...row('mended', listed(findings.mended)),
    ];
  });
  const told = [otherRules(report)].filter((line) => line !== '').flatMap((line) => [line, '']);
  return `${[`### ${worse ? '❌' : '✅'} ${headline(report)}`, '', ...told, ...lines].join('\n')}\n`;
}
