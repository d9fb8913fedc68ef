import type { ClientFix, ClientReport, Json } from '../../../model.js';
import type { Paint, Style } from '../../colour.js';
import { forTerminal, jsonForTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import { sentence } from './sentence.js';

interface Group {
  word: string;
  style: Style;
  members: ClientReport[];
}

/**
 * Which clients connect: those that fail first, with the reason and the fix, clients that share both
 * together; then those of which it cannot be told; then, in one paragraph, those that connect.
 */
export function clients(reports: ClientReport[] | null, view: View, paint: Paint): string[] {
  if (reports === null || reports.length === 0) return [];
  const width = proseWidth(view.width);
  const groups: Group[] = [
    ...together(reports.filter(({ connects }) => connects === false)).map((members): Group => {
      return { word: 'NO', style: 'bad', members };
    }),
    ...together(reports.filter(({ connects }) => connects === null)).map((members): Group => {
      return { word: '?', style: 'doubtful', members };
    }),
    ...together(reports.filter(({ connects }) => connects === true)).map((members): Group => {
      return { word: 'yes', style: 'good', members };
    }),
  ];
  const count = (connects: boolean | null) => reports.filter((report) => report.connects === connects).length;
  const unclear = count(null) === 0 ? '' : `, ${count(null)} cannot be told`;
  return [
    '',
    ...beside('Who can connect: ', `${count(true)} of ${reports.length}${unclear}`, width, (label) =>
      paint('strong', label),
    ),
    ...groups.flatMap((group) => oneGroup(group, width, paint)),
  ];
}

function oneGroup({ word, style, members }: Group, width: number, paint: Paint): string[] {
  const [first] = members;
  if (first === undefined) return [];
  const names = members.map(({ title, version }) => forTerminal(`${title} ${version}`, 80)).join(', ');
  const why = first.because === null ? [] : beside(INDENT, sentence(first.because), width);
  return [
    ...beside(`  ${word.padEnd(5)}`, names, width, (label) => paint(style, label)),
    ...why,
    ...(first.fix === null ? [] : fixLines(first.fix, width)),
  ];
}

const INDENT = '       ';

function fixLines(fix: ClientFix, width: number): string[] {
  const proof =
    fix.proved === true
      ? ' (proved: with this change it connects)'
      : fix.proved === false
        ? ' (tried: it is not enough)'
        : '';
  const where = { server: 'on the server', configuration: 'in the configuration', client: 'in the client' }[
    fix.where
  ];
  return [
    ...beside(`${INDENT}fix: `, `${where}: ${forTerminal(fix.what, 600)}${proof}`, width),
    ...(fix.command === null ? [] : [`${INDENT}     ${forTerminal(fix.command, 2000)}`]),
    ...(fix.entry === null ? [] : ['', ...entryLines(fix.entry), '']),
    ...(fix.pickUp === null ? [] : beside(`${INDENT}then: `, sentence(fix.pickUp), width)),
  ];
}

/** As it is pasted: JSON, or the text of another syntax. */
function entryLines(entry: Json): string[] {
  if (typeof entry !== 'string') return jsonForTerminal(entry).split('\n');
  return entry.split('\n').map((line) => forTerminal(line));
}

/** Reports that would read the same but for the client's name. */
function together(reports: ClientReport[]): ClientReport[][] {
  const groups = new Map<string, ClientReport[]>();
  for (const report of reports) {
    const { because, fix, getStream, connects, yours } = report;
    const key = JSON.stringify([because, fix, connects === true && getStream === false, yours]);
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()].sort((a, b) => Number(b[0]?.yours) - Number(a[0]?.yours));
}
