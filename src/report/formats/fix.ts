import type {
  Diagnosis,
  FixedServer,
  FixNote,
  FixReport,
  ProposedEdit,
  RemainingFinding,
} from '../../model.js';
import { type Paint, painter, type Style } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, padded, proseWidth } from '../layout.js';
import { NARROWEST, type View } from '../view.js';
import { faultOf } from './terminal/verdict.js';

/** What `fix` found out, for a person at a terminal. The diff and shell lines are never broken. */
export function renderFix(report: FixReport, view: View, { footer = true } = {}): string {
  const paint = painter(view.color);
  const width = proseWidth(Math.max(NARROWEST, view.width));
  const lines = [
    ...headline(report, width, paint),
    ...report.servers.flatMap((server, at) => [
      ...serverLines(server, width, paint),
      ...fault(report.targets[at]?.diagnosis ?? null, width),
    ]),
    ...section(
      'Changes',
      report.edits.filter(({ made }) => made),
      (one) => edit(one, report, width, paint),
      paint,
    ),
    ...section(
      'Not changed',
      report.edits.filter(({ made }) => !made),
      (one) => edit(one, report, width, paint),
      paint,
    ),
    ...section('Left to do', report.remaining, (one) => remaining(one, report, width, paint), paint),
    ...diff(report.diff, paint),
    ...section('Beside the file', report.notes, (one) => note(one, width), paint),
    '',
    ...ending(report, width),
    ...(footer ? signature(report, width).map((line) => paint('quiet', line)) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function signature({ tool, version, exitCode }: FixReport, width: number): string[] {
  return beside('', `${tool} ${version}, exit code ${exitCode}`, width);
}

function section<T>(title: string, items: readonly T[], show: (item: T) => string[], paint: Paint): string[] {
  return items.length === 0 ? [] : ['', paint('strong', title), ...items.flatMap(show)];
}

/** In the signs of a probe's page. */
function headline(report: FixReport, width: number, paint: Paint): string[] {
  const { sign, style, what } = verdict(report);
  const { profile } = report;
  const guess = report.guessed ? ', a guess' : '';
  const client = `${report.client}${guess}, ${profile === null ? 'never recorded' : `replayed as ${profile.versions}`}`;
  const file = `${forTerminal(report.file, 1000)} (${forTerminal(client, 200)})`;
  return beside(`${sign} `, `${file}: ${what}`, width, (label) => paint(style, label));
}

interface FileVerdict {
  sign: '✓' | '✗' | '~';
  style: Style;
  what: string;
}

function verdict({ servers, edits, written, exitCode }: FixReport): FileVerdict {
  const broken = servers.some(({ before }) => before === false);
  if (written)
    return exitCode === 0
      ? { sign: '✓', style: 'good', what: 'mended' }
      : { sign: '~', style: 'doubtful', what: 'mended in part' };
  if (edits.some(({ made }) => made))
    return broken
      ? { sign: '✗', style: 'bad', what: 'to be mended by the changes below' }
      : { sign: '~', style: 'doubtful', what: 'to be mended by the changes below' };
  if (exitCode === 0) return { sign: '✓', style: 'good', what: 'nothing to mend' };
  if (broken || exitCode === 1) return { sign: '✗', style: 'bad', what: 'no change here would mend it' };
  return { sign: '~', style: 'doubtful', what: 'unclear' };
}

function serverLines(
  { name, scope, skipped, before, after, because }: FixedServer,
  width: number,
  paint: Paint,
): string[] {
  const say = (text: string): string[] =>
    beside('  ', `${forTerminal(scope === null ? name : `${name} (${scope})`, 200)}: ${text}`, width);
  if (skipped !== null) {
    return say(`skipped: ${forTerminal(skipped, 300)}`).map((line) => paint('quiet', line));
  }
  const reason = because === null ? '' : `: ${forTerminal(because, 600)}`;
  if (before === null && after === null) return say(`unclear${reason}`);
  const now =
    before === null
      ? 'unclear as it stands'
      : before
        ? 'connects as it stands'
        : 'does not connect as it stands';
  const then =
    after === before
      ? ''
      : `, ${after === null ? 'unclear' : after ? 'connects' : 'does not connect'} with the changes`;
  return say(`${now}${then}${reason}`);
}

/** In the words of a probe's page. */
function fault(diagnosis: Diagnosis | null, width: number): string[] {
  if (diagnosis?.class !== 'cause') return [];
  return beside('    fault  ', `${faultOf(diagnosis)}: ${forTerminal(diagnosis.title, 600)}`, width);
}

const OUTCOMES: Record<ProposedEdit['outcome'], { word: string; style: Style }> = {
  proved: { word: 'PROVED', style: 'good' },
  'not-proved': { word: 'NOT PROVED', style: 'doubtful' },
  refuted: { word: 'REFUTED', style: 'bad' },
  'no-effect': { word: 'NO EFFECT', style: 'quiet' },
  'off-wire': { word: 'OFF THE WIRE', style: 'quiet' },
};

function edit(one: ProposedEdit, { file }: FixReport, width: number, paint: Paint): string[] {
  const { word, style } = OUTCOMES[one.outcome];
  return [
    `  ${place(file, one)}  ${paint(style, word)}`,
    ...beside(
      '    ',
      `${one.server === '' ? '' : `${forTerminal(one.server, 200)}: `}${forTerminal(one.what, 400)} (${forTerminal(one.rule, 100)})`,
      width,
    ),
    ...beside('    ', forTerminal(one.because, 1000), width),
  ];
}

function remaining(one: RemainingFinding, { file }: FixReport, width: number, paint: Paint): string[] {
  const style: Style = one.severity === 'error' ? 'bad' : one.severity === 'warning' ? 'doubtful' : 'quiet';
  const server = one.server === '' ? '' : `${forTerminal(one.server, 200)}: `;
  return [
    `  ${place(file, one)}  ${paint(style, one.severity.toUpperCase())}`,
    ...beside('    ', `${server}${forTerminal(one.message, 600)} (${forTerminal(one.rule, 100)})`, width),
    ...one.steps.flatMap((step) => beside(padded('    do', 8), forTerminal(step, 600), width)),
  ];
}

/** Unbroken, so that an editor can jump there. */
function place(file: string, { line, column }: { line: number; column: number }): string {
  return `${forTerminal(file, 1000)}:${line}:${column}`;
}

const SIGNS: Record<string, Style> = { '+': 'good', '-': 'bad', '@': 'quiet' };

/** As it is, but for what a terminal must not see; a carriage return before the end of a line is the file's. */
function diff(text: string, paint: Paint): string[] {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    '',
    ...lines.map((line) => coloured(forTerminal(line.replace(/\r$/, '').replaceAll('\t', '    ')), paint)),
  ];
}

function coloured(line: string, paint: Paint): string {
  const style = /^(---|\+\+\+) /.test(line) ? 'strong' : SIGNS[line.charAt(0)];
  return style === undefined ? line : paint(style, line);
}

function note({ text, command }: FixNote, width: number): string[] {
  const lines = beside('  ', forTerminal(text, 2000), width);
  return ['', ...lines, ...(command === null ? [] : ['', forTerminal(command)])];
}

function ending(report: FixReport, width: number): string[] {
  const { written, backup, pickUp, next, movedTo } = report;
  const said = [
    ...(written && movedTo !== null ? [`Written: the servers are in ${movedTo} now.`] : []),
    ...(written
      ? [
          `${movedTo === null ? 'Written; as' : 'As'} it was, ${movedTo === null ? 'it' : report.file} is in ${backup}.`,
        ]
      : []),
    ...(next === null ? [] : [next]),
    ...(pickUp === null ? [] : [`Then: ${pickUp}.`]),
  ];
  return said.flatMap((line) => beside('', forTerminal(line, 2000), width));
}
