import type { CellId, CellReport, Era, ProbeReport, TargetReport } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, padded, proseWidth, type TableCell, table } from '../../layout.js';
import type { View } from '../../view.js';
import { CELL_IDS } from './grid.js';
import { cellWord, concerns, type FindingGroup, STYLE_OF, type Word, wasSent } from './severities.js';
import { stanceText } from './stance.js';

const TITLES: Record<Era | 'unknown', { era: string; hello: string }> = {
  legacy: { era: 'legacy era', hello: 'initialize' },
  modern: { era: 'modern era', hello: 'server/discover' },
  unknown: { era: 'era unknown', hello: 'hello' },
};
const SHORT_TYPES: Record<string, string> = {
  'application/json': 'json',
  'text/event-stream': 'sse',
  'text/html': 'html',
  'text/plain': 'text',
};
/** Below this the matrix is a list; from `SPACIOUS` on media types are written out. */
const TABLE_FROM = 90;
const SPACIOUS = 120;

interface Row {
  cell: CellId;
  sent: string;
  hello: string;
  list: string;
  time: string;
  word: Word;
  findings: string;
  because: string | null;
}

/** The seven cells of each era, as a table or, on a narrow terminal, as a list; then the stance. */
export function matrix(target: TargetReport, groups: FindingGroup[], view: View, paint: Paint): string[] {
  const eras = new Set(target.cells.map((cell) => cell.era));
  const order: (Era | null)[] = ['legacy', 'modern', null];
  if (target.notJudged !== null && !target.cells.some(wasSent)) {
    return [
      '',
      ...beside(
        '',
        `Matrix: none of the seven cells was sent (${forTerminal(target.notJudged.title, 200)}).`,
        view.width,
      ),
    ];
  }
  return order
    .filter((era) => eras.has(era))
    .flatMap((era) => {
      const title = TITLES[era ?? 'unknown'];
      const rows = CELL_IDS.map((cell) => rowOf(target, groups, cell, era, view.width >= SPACIOUS));
      const body =
        view.width >= TABLE_FROM
          ? asTable(rows, title.hello, view, paint)
          : asList(rows, title.hello, view, paint);
      return [
        '',
        paint('strong', `Matrix, ${title.era}`),
        ...body,
        ...stance(target, era, view),
        ...hits(target, era, view),
      ];
    });
}

function stance(target: TargetReport, era: Era | null, view: View): string[] {
  const text = era === null ? null : stanceText(target, era);
  return text === null ? [] : beside(`Stance (${era}): `, text, proseWidth(view.width));
}

/** Whom the refusals would hit who was not recorded. */
function hits({ cells }: TargetReport, era: Era | null, view: View): string[] {
  const own = cells.filter((report) => report.era === era && report.hits.length > 0);
  const by = new Map(own.map(({ cell, hits }) => [cell, hits.join(', ')]));
  return [...by].flatMap(([cell, whom]) =>
    beside(`${cell}: `, `reported of ${forTerminal(whom, 300)}`, proseWidth(view.width)),
  );
}

function asTable(rows: Row[], hello: string, view: View, paint: Paint): string[] {
  const columns = [
    { title: 'cell', min: null },
    { title: 'Accept sent', min: 20 },
    { title: hello, min: 11 },
    { title: 'tools/list', min: 11 },
    { title: 'time', min: null },
    { title: 'verdict', min: 12 },
  ];
  const cells = rows.map((row): TableCell[] => [
    { text: row.cell },
    { text: row.sent },
    { text: row.hello },
    { text: row.list },
    { text: row.time },
    { text: `${row.word} ${row.findings}`.trim(), paint: (text) => paint(STYLE_OF[row.word], text) },
  ]);
  const reasons = rows.flatMap((row) =>
    row.because === null ? [] : beside(`${row.cell}: `, row.because, proseWidth(view.width)),
  );
  const [titles = '', ...rest] = table(columns, cells, view.width);
  return [paint('quiet', titles), ...rest, ...legend(rows, view, paint), ...reasons];
}

function asList(rows: Row[], hello: string, view: View, paint: Paint): string[] {
  const wordWidth = 6;
  const cellWidth = 14;
  const inner = ' '.repeat(wordWidth);
  return rows
    .flatMap((row) => {
      const label = padded(row.word, wordWidth) + padded(row.cell, cellWidth);
      const answers = `${hello}: ${row.hello}; tools/list: ${row.list}; ${row.time}`;
      const number = row.findings === '' ? [] : beside(inner, `see ${row.findings}`, view.width);
      return [
        ...beside(label, row.sent, view.width, (text) => paint(STYLE_OF[row.word], text)),
        ...beside(inner, row.time === '-' ? 'nothing sent' : answers, view.width),
        ...number,
        ...(row.because === null ? [] : beside(inner, row.because, view.width)),
      ];
    })
    .concat(legend(rows, view, paint));
}

/** Says what the short names and signs of these rows stand for. */
function legend(rows: Row[], view: View, paint: Paint): string[] {
  const answers = rows
    .map((row) => `${row.hello} ${row.list}`)
    .join(' ')
    .split(' ');
  const types = Object.entries(SHORT_TYPES).filter(
    ([, short]) => view.width < SPACIOUS && answers.includes(short),
  );
  const meanings = types.map(([type, short]) => `${short} = ${type}`);
  if (rows.some((row) => row.word === '?')) meanings.push('? = could not be told');
  if (meanings.length === 0) return [];
  return beside('', meanings.join(', '), proseWidth(view.width)).map((line) => paint('quiet', line));
}

function rowOf(
  target: TargetReport,
  groups: FindingGroup[],
  cell: CellId,
  era: Era | null,
  spacious: boolean,
): Row {
  const own = target.cells.filter((report) => report.cell === cell && report.era === era);
  const word = cellWord(target, cell, era);
  const hellos = own.filter((report) => report.message === 'hello');
  const lists = own.filter((report) => report.message === 'tools/list');
  const times = [hellos.at(-1), lists.at(-1)].flatMap((report) => (report?.ms == null ? [] : [report.ms]));
  const numbers = groups
    .filter((group) => group.findings.some((finding) => concerns(finding, cell, era)))
    .map((group) => `#${group.number}`);
  return {
    cell,
    sent: sent(cell, own),
    hello: answers(hellos, spacious),
    list: answers(lists, spacious),
    time: times.length === 0 ? '-' : `${times.map((ms) => Math.round(ms)).join(' + ')} ms`,
    word,
    findings: numbers.join(' '),
    because: word === 'ok' || numbers.length > 0 ? null : reason(target, { cell, era, own }),
  };
}

function sent(cell: CellId, own: CellReport[]): string {
  const first = own[0];
  if (first === undefined) return '-';
  const accept = first.request.accept === null ? 'no Accept line' : forTerminal(first.request.accept, 120);
  return cell === 'no-auth' ? `${accept}; no credentials` : accept;
}

/** The last answer speaks for all: a burst ends with the one that matters. */
function answers(reports: CellReport[], spacious: boolean): string {
  const last = reports.at(-1);
  if (last === undefined) return '-';
  const answer = answerOf(last, spacious);
  return reports.length > 1 && answer !== '-' ? `${answer} (last of ${reports.length})` : answer;
}

/** `200 json`, `no answer: ECONNRESET`, `-` when nothing was sent. */
export function answerOf(report: ProbeReport, spacious: boolean): string {
  if (report.failure !== null) return `no answer: ${forTerminal(report.failure.code, 40)}`;
  const { status, mediaType } = report.response;
  if (status === null) return '-';
  if (mediaType === null) return `${status} no type`;
  const short = spacious ? undefined : SHORT_TYPES[mediaType];
  return `${status} ${short ?? forTerminal(mediaType, 50)}`;
}

/** Why a cell is not simply ok; a failed one says so in its finding. */
function reason(
  target: TargetReport,
  row: { cell: CellId; era: Era | null; own: CellReport[] },
): string | null {
  const { cell, era, own } = row;
  const left = target.notSent.find(({ flow }) => flow === `${era}/${cell}`);
  if (own.length === 0) return forTerminal(left?.reason ?? 'not sent', 300);
  const reasons = own.flatMap(({ because }) => (because === null ? [] : [forTerminal(because, 300)]));
  return reasons.length === 0 ? null : [...new Set(reasons)].join('; ');
}
