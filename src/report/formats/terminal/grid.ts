import { ERAS } from '../../../eras.js';
import type { CellId, CellReport, Era, TargetReport } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, displayWidth, padded, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import { cellWord, STYLE_OF, type Word, wasSent } from './severities.js';
import { stanceText } from './stance.js';
import { verdictOf } from './verdict.js';

export const CELL_IDS: CellId[] = [
  'missing',
  'json-only',
  'sse-only',
  'wildcard',
  'both',
  'no-auth',
  'rate-limited',
];
export const HELLO_OF: Record<Era, string> = { legacy: 'initialize', modern: 'server/discover' };
const MARK: Record<Word, string> = { ok: '', note: '', warn: ' !', fails: ' ✗', skip: '', '?': ' ?' };
const INDENT = '  ';

interface Entry {
  text: string;
  word: Word;
}

interface Line {
  era: Era;
  title: string;
  entries: Map<CellId, Entry>;
}

/** The matrix small: cells as columns, messages as rows, one after the other where that does not fit; the stance. */
export function grid(target: TargetReport, view: View, paint: Paint): string[] {
  const lines = linesOf(target).filter(({ entries }) =>
    [...entries.values()].some(({ text }) => text !== '-'),
  );
  // The seven are always shown of a server that serves correct clients; of another, what was sent.
  const served = verdictOf(target).word === 'connects';
  const cells = CELL_IDS.filter(
    (cell) => served || target.cells.some((one) => one.cell === cell && wasSent(one)),
  );
  if (lines.length === 0 || cells.length === 0) return [];
  const columns = [lines.map(({ title }) => title), ...cells.map((cell) => columnOf(cell, lines))];
  const across = columns.reduce((sum, column) => sum + widthOf(column) + 1, INDENT.length - 1);
  const body =
    across <= view.width ? asColumns(lines, cells, columns, paint) : turned(lines, cells, view.width, paint);
  return ['', ...body, ...legend(lines, view.width), ...stances(target, view)];
}

function linesOf(target: TargetReport): Line[] {
  const eras = ERAS.filter((era) => target.cells.some((cell) => cell.era === era));
  return eras.flatMap((era) =>
    (['hello', 'tools/list'] as const).map((message): Line => {
      const own = target.cells.filter((cell) => cell.era === era && cell.message === message);
      return {
        era,
        title: message === 'hello' ? HELLO_OF[era] : message,
        entries: new Map(own.map((cell) => [cell.cell, entryOf(target, cell)])),
      };
    }),
  );
}

/** `406 ✗`; `-` where nothing was sent, or what is known instead. */
function entryOf(target: TargetReport, report: CellReport): Entry {
  const brokenOff = target.notJudged?.reason === 'interrupted';
  const decides = report.cell === 'both' && target.diagnosis?.class === 'cause' && !brokenOff;
  const open = report.outcome === 'inconclusive' ? '?' : wordOf(target, report);
  const word = decides && wasSent(report) && report.outcome !== 'passed' ? 'fails' : open;
  const { status } = report.response;
  if (status !== null) return { text: `${status}${MARK[word]}`, word };
  if (report.failure !== null) return { text: `none${MARK[word]}`, word };
  if (report.cell === 'rate-limited' && report.outcome === 'skipped')
    return { text: 'not reached', word: 'skip' };
  return { text: '-', word: 'skip' };
}

/** Of the cell, but where its finding is about the other message: that one has the mark. */
function wordOf(target: TargetReport, { cell, era, message, outcome }: CellReport): Word {
  const isOther = target.cells.some(
    (one) => one.cell === cell && one.era === era && one.message !== message && one.outcome === 'failed',
  );
  return outcome === 'passed' && isOther ? 'ok' : cellWord(target, cell, era);
}

function columnOf(cell: CellId, lines: Line[]): string[] {
  return [cell, ...lines.map(({ entries }) => entries.get(cell)?.text ?? '')];
}

function widthOf(column: string[]): number {
  return Math.max(...column.map(displayWidth));
}

function asColumns(lines: Line[], cells: CellId[], columns: string[][], paint: Paint): string[] {
  const [first = 0, ...rest] = columns.map(widthOf);
  const head = cells.map((cell, at) => padded(cell, rest[at] ?? 0)).join(' ');
  const rows = lines.map(({ title, entries }) => {
    const texts = cells.map((cell, at) => painted(entries.get(cell), rest[at] ?? 0, paint));
    return `${INDENT}${padded(title, first)} ${texts.join(' ')}`.trimEnd();
  });
  return [paint('quiet', `${INDENT}${' '.repeat(first)} ${head}`.trimEnd()), ...rows];
}

/** For a narrow terminal: cells as rows; each era by itself where two do not fit beside each other. */
function turned(lines: Line[], cells: CellId[], width: number, paint: Paint): string[] {
  const all = asRows(lines, cells, paint);
  const fits = asRows(lines, cells, (_style, text) => text).every((line) => displayWidth(line) <= width);
  if (fits) return all;
  return ERAS.flatMap((era) => {
    const own = lines.filter((line) => line.era === era);
    return own.length === 0 ? [] : asRows(own, cells, paint);
  });
}

function asRows(all: Line[], cells: CellId[], paint: Paint): string[] {
  const lines = all.map((line) => ({ ...line, title: line.title.replace(/^server\//, '') }));
  const first = Math.max(...cells.map((cell) => cell.length));
  const widths = lines.map((line) =>
    widthOf([line.title, ...cells.map((cell) => line.entries.get(cell)?.text ?? '')]),
  );
  const head = lines.map(({ title }, at) => padded(title, widths[at] ?? 0)).join(' ');
  return [
    paint('quiet', `${INDENT}${' '.repeat(first)} ${head}`.trimEnd()),
    ...cells.map((cell) => {
      const texts = lines.map(({ entries }, at) => painted(entries.get(cell), widths[at] ?? 0, paint));
      return `${INDENT}${padded(cell, first)} ${texts.join(' ')}`.trimEnd();
    }),
  ];
}

function painted(entry: Entry | undefined, width: number, paint: Paint): string {
  if (entry === undefined) return ' '.repeat(width);
  return paint(STYLE_OF[entry.word], entry.text) + ' '.repeat(Math.max(0, width - displayWidth(entry.text)));
}

/** What the signs stand for, where they were used. */
function legend(lines: Line[], width: number): string[] {
  const used = new Set(lines.flatMap(({ entries }) => [...entries.values()].map(({ word }) => word)));
  const meanings = [
    used.has('fails') ? '✗ fails' : '',
    used.has('warn') ? '! a warning' : '',
    used.has('?') ? '? could not be told' : '',
  ].filter((meaning) => meaning !== '');
  return meanings.length === 0 ? [] : beside(INDENT, meanings.join(', '), width);
}

/** What the server does with an incomplete `Accept`, where it could be told; once where both eras do the same. */
function stances(target: TargetReport, view: View): string[] {
  const served = verdictOf(target).word === 'connects';
  const said = target.eras.flatMap((era) => {
    const text = stanceText(target, era);
    // Of a server that serves nobody, that it follows no pattern is no news.
    const isNoise = target.stance[era] === 'mixed' && !served;
    return text === null || target.stance[era] === 'unknown' || isNoise ? [] : [{ era, text }];
  });
  const same = new Set(said.map(({ text }) => text)).size === 1;
  return (same ? said.slice(0, 1) : said).flatMap(({ era, text }) =>
    beside(INDENT, forTerminal(same ? text : `${era}: ${text}`, 300), proseWidth(view.width)),
  );
}
