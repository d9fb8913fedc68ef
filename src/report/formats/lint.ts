import type { ConfigFinding, LintReport, Severity } from '../../model.js';
import { plural } from '../../plural.js';
import { type Paint, painter, type Style } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, padded, proseWidth } from '../layout.js';
import { NARROWEST, type View } from '../view.js';
import { requirementText } from './terminal/findings.js';
import { footer } from './terminal/footer.js';
import { counted } from './terminal/severities.js';
import { acceptedLines } from './terminal/summary.js';
import { faultOf } from './terminal/verdict.js';

const WORDS: Record<Severity, { word: string; style: Style }> = {
  error: { word: 'ERROR', style: 'bad' },
  warning: { word: 'WARNING', style: 'doubtful' },
  note: { word: 'NOTE', style: 'quiet' },
};
const LABEL = 15;

/**
 * What `lint` found, for a person at a terminal: every finding begins with `file:line:column`, so that an editor
 * can jump there. Without colour there is no escape sequence in it, whatever the file says.
 */
export function renderLint(report: LintReport, view: View): string {
  const paint = painter(view.color);
  const width = Math.max(NARROWEST, view.width);
  const lines = [
    ...headline(report, width, paint),
    ...grouped(report.findings).flatMap(([one, ...others]) => [
      '',
      ...finding(one, others, report.file, proseWidth(width), paint),
    ]),
    ...mending(report, proseWidth(width)),
    ...besides(report, proseWidth(width)),
    '',
    ...footer({ ...report, targets: [] }, { ...view, width }).map((line) => paint('quiet', line)),
  ];
  return `${lines.join('\n')}\n`;
}

/** In the signs of a probe's page: a warning takes no tick away. */
function headline(report: LintReport, width: number, paint: Paint): string[] {
  const bad = report.findings.some(({ severity }) => severity === 'error');
  const file = `${forTerminal(report.file, 1000)} (${forTerminal(report.client, 80)}${report.guessed ? ', a guess' : ''})`;
  return [
    ...beside(bad ? '✗ ' : '✓ ', `${file}: ${counted(report.findings) || 'no findings'}`, width, (label) =>
      paint(bad ? 'bad' : 'good', label),
    ),
    ...beside('  ', servers(report), proseWidth(width)),
    ...skipped(report, proseWidth(width)).map((line) => paint('quiet', line)),
    ...faults(report, proseWidth(width)),
  ];
}

function servers({ servers: all }: LintReport): string {
  if (all.length === 0) return 'No server stands in it.';
  return `${plural(all.length, 'server stands', 'servers stand')} in it.`;
}

/** Whose fault it is, in the words of a probe's page, where the file alone proves it; what is said of all once. */
function faults({ targets }: LintReport, width: number): string[] {
  const said = targets.flatMap(({ name, diagnosis }) => (diagnosis === null ? [] : [{ name, diagnosis }]));
  const titles = new Set(said.map(({ diagnosis }) => diagnosis.title));
  return [...titles].flatMap((title) => {
    const about = said.filter(({ diagnosis }) => diagnosis.title === title);
    const [first] = about;
    if (first === undefined) return [];
    const names = about.map(({ name }) => name).join(', ');
    const text = `${faultOf(first.diagnosis)}: ${forTerminal(title.replace(/^Nothing was sent: /, ''), 400)} (${forTerminal(names, 400)})`;
    return beside('  fault  ', text, width);
  });
}

/** Why a server of the file is not reached by HTTP. */
function skipped({ servers: all }: LintReport, width: number): string[] {
  return all.flatMap(({ name, scope, skipped: reason }) =>
    reason === null
      ? []
      : beside('  ', `${forTerminal(nameOf(name, scope), 200)}: ${forTerminal(reason, 200)}`, width),
  );
}

function nameOf(name: string, scope: string | null): string {
  return scope === null ? name : `${name} (${scope})`;
}

/** Fewer are as short one by one. */
const FEWEST_IN_GROUP = 3;

type Group = [ConfigFinding, ...ConfigFinding[]];

/** Findings of one rule with one advice together, where there are many; each group where its first one stands. */
function grouped(findings: readonly ConfigFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of findings) {
    const key = JSON.stringify([one.rule, one.severity, one.steps]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const few = (group: Group): boolean => group.length < FEWEST_IN_GROUP;
  const all = [...groups.values()].flatMap((group) =>
    few(group) ? group.map((one): Group => [one]) : [group],
  );
  return all.sort(([a], [b]) => findings.indexOf(a) - findings.indexOf(b));
}

/** `12:7 (docs), 20:7 (files)`. */
function elsewhere(others: readonly ConfigFinding[]): string {
  return others
    .map(({ line, column, server }) => {
      const called = server === '' ? '' : ` (${forTerminal(server, 200)})`;
      return `${line}:${column}${called}`;
    })
    .join(', ');
}

function finding(
  one: ConfigFinding,
  others: readonly ConfigFinding[],
  file: string,
  width: number,
  paint: Paint,
): string[] {
  const { word, style } = WORDS[one.severity];
  const place = `${forTerminal(file, 1000)}:${one.line}:${one.column}`;
  const row = (label: string, text: string): string[] =>
    beside(padded(`  ${label}`, LABEL), text, width, (same) => paint('quiet', same));
  const [first = '', ...rest] = one.steps.map((step) => forTerminal(step, 1000));
  return [
    // Unbroken, however narrow the terminal: it is there to be clicked and copied.
    `${place}  ${paint(style, word)}`,
    ...beside('  ', forTerminal(one.message, 600), width),
    ...(one.server === '' ? [] : row('server', forTerminal(one.server, 200))),
    ...(others.length === 0 ? [] : row('also at', elsewhere(others))),
    ...row('rule', forTerminal(one.rule, 100)),
    ...(one.requirement === null ? [] : row('requirement', requirementText(one.requirement))),
    ...row('do', first),
    ...rest.flatMap((step) => row('', step)),
  ];
}

/** What is accepted, and what of the baseline is out of date. */
function besides(report: LintReport, width: number): string[] {
  const lines = acceptedLines(report).flatMap((line) => beside('', line, width));
  return lines.length === 0 ? [] : ['', ...lines];
}

function mending({ findings, file }: LintReport, width: number): string[] {
  const count = findings.filter(({ edit }) => edit !== null).length;
  if (count === 0) return [];
  const what = count === 1 ? 'one of these' : `${count} of these`;
  const line = `mcp-accept fix ${forTerminal(file, 1000)} tries edits for ${what}, and makes those that help.`;
  return ['', ...beside('', line, width)];
}
