import type { LogPattern, LogReport } from '../../../model.js';
import { type Paint, painter, type Style } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, numbered, proseWidth } from '../../layout.js';
import { NARROWEST, type View } from '../../view.js';
import { readWords, windowWords } from './words.js';

const LABEL = '  fault  '.length;
/** Patterns that are told with their examples; the rest has a line each. */
const TOLD = 3;
const SIGNS: Record<LogPattern['severity'], { sign: string; style: Style }> = {
  error: { sign: '✗', style: 'bad' },
  warning: { sign: '!', style: 'doubtful' },
  note: { sign: '·', style: 'quiet' },
};

/** What logs tell, for a person: the verdict, the patterns with their examples, who asked, what was read. */
export function renderLog(report: LogReport, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  const head = verdict(report, fitting, paint);
  if (view.detail === 'quiet') return `${head[0] ?? ''}\n`;
  const lines = [
    ...head,
    ...report.patterns.flatMap((pattern, at) =>
      onePattern(pattern, view.detail === 'full' || at < TOLD, fitting, paint),
    ),
    ...clients(report, fitting, paint),
    ...read(report, fitting, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function verdict(
  { verdict: { title, fault, do: steps }, exitCode }: LogReport,
  view: View,
  paint: Paint,
): string[] {
  const width = proseWidth(view.width);
  const [sign, style] =
    exitCode === 0
      ? (['✓', 'good'] as const)
      : exitCode === 1
        ? (['✗', 'bad'] as const)
        : (['~', 'doubtful'] as const);
  const indent = ' '.repeat(LABEL);
  const [first = '', ...rest] = numbered(
    steps.map((step) => forTerminal(step, 300)),
    width,
    indent,
    () => [],
  );
  return [
    ...beside(`${sign} `, forTerminal(title, 300), width, (same) => paint(style, same)),
    ...(fault.length === 0
      ? []
      : beside('  fault  ', fault.join(' or '), width, (same) => paint('strong', same))),
    ...(steps.length === 0
      ? []
      : [`  ${paint('strong', 'do'.padEnd(LABEL - 2))}${first.slice(LABEL)}`, ...rest]),
  ];
}

function onePattern(pattern: LogPattern, isTold: boolean, view: View, paint: Paint): string[] {
  const { title, severity, first, last, who, examples } = pattern;
  const width = proseWidth(view.width);
  const { sign, style } = SIGNS[severity];
  const head = beside(`  ${sign} `, forTerminal(title, 300), width, (same) => paint(style, same));
  if (!isTold) return head;
  const when = first === null ? [] : [first === last ? `at ${first}` : `from ${first} to ${last}`];
  return [
    '',
    ...head,
    ...beside('    ', forTerminal([...when, `of ${who.join(', ')}`].join('; '), 400), width, (same) =>
      paint('quiet', same),
    ),
    ...examples.flatMap(({ file, line, text }) =>
      beside('    ', forTerminal(`${file}:${line}  ${text}`, 300), width, (same) => paint('quiet', same)),
    ),
  ];
}

function clients({ clients: all }: LogReport, view: View, paint: Paint): string[] {
  if (all.length === 0) return [];
  const width = proseWidth(view.width);
  const rows = all.slice(0, 5).map(({ name, requests, ok, refused }) => {
    const statuses = Object.entries(refused).map(
      ([status, count]) => `${status} ${count === 1 ? 'once' : `${count} times`}`,
    );
    return forTerminal(
      `${name}: ${ok} of ${requests} answered well${statuses.length === 0 ? '' : ` (${statuses.join(', ')})`}`,
      200,
    );
  });
  return [
    '',
    ...rows.flatMap((row, at) =>
      beside(at === 0 ? '  who    ' : ' '.repeat(LABEL), row, width, (same) => paint('strong', same)),
    ),
  ];
}

function read(report: LogReport, view: View, paint: Paint): string[] {
  const width = proseWidth(view.width);
  const row = (label: string, text: string): string[] =>
    beside(label, forTerminal(text, 500), width, (same) => paint('quiet', same));
  return [
    '',
    ...row('  read   ', readWords(report)),
    ...row('  ', `${windowWords(report)}exit code ${report.exitCode}`),
  ];
}
