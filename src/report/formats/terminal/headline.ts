import type { Diagnosis, Era, TargetReport } from '../../../model.js';
import type { Paint, Style } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, displayWidth, numbered, proseWidth, wrap } from '../../layout.js';
import type { View } from '../../view.js';
import { sentence } from './sentence.js';
import { cellWord, counted, type FindingGroup } from './severities.js';

/** What becomes of the clients of a server, in one word: the same everywhere. */
export type VerdictWord = 'connects' | 'unclear' | 'refused' | 'unreachable';

export interface Verdict {
  word: VerdictWord;
  mark: '✓' | '~' | '✗';
  style: Style;
  /** What it means, in one sentence. */
  sentence: string;
}

const INDENT = '  ';
const LABEL = 7;
const UNREACHABLE = ['unreachable', 'tls', 'silent', 'configuration'];
/** The run, and not the server, is what kept it from being told. */
const UNTOLD = ['interrupted', 'rate-limited', 'unclear', 'era'];

/** The verdict in the user's words, whose fault it is, and what to do. */
export function headline(target: TargetReport, groups: FindingGroup[], view: View, paint: Paint): string[] {
  const { mark, style, sentence: said } = verdictOf(target, groups);
  const width = proseWidth(view.width);
  const [first = '', ...rest] = beside(`${mark} `, said, width, (label) => paint(style, label));
  const where = addressOf(target);
  const fits = rest.length === 0 && displayWidth(`${mark} ${said}  ${where}`) <= view.width;
  return [
    ...(fits ? [`${first}  ${where}`] : [first, ...rest, ...beside(INDENT, where, view.width)]),
    ...fault(target.diagnosis, width, paint),
    ...whatToDo(target.diagnosis, width, paint),
    ...facts(target, groups, width).map((line) => paint('quiet', line)),
  ];
}

/** The URL, with the name that the server has in a configuration. */
function addressOf(target: TargetReport): string {
  const url = forTerminal(target.url, 2000);
  const called = forTerminal(target.name, 80);
  if (isHostOf(target)) return url;
  return url === '' ? called : `${url} (${called})`;
}

/** A server that is called by its address needs no name beside it. */
export function isHostOf({ name, url }: TargetReport): boolean {
  return name === url || (URL.canParse(url) && new URL(url).host === name);
}

/** One verdict, from the diagnosis; findings and what could not be told are said beside it. */
export function verdictOf(target: TargetReport, groups: FindingGroup[]): Verdict {
  const { diagnosis, notJudged, traits } = target;
  const told = diagnosis ?? { class: 'cause' as const, title: 'It cannot be told who connects' };
  if (told.class === 'cause' && notJudged !== null && UNTOLD.includes(notJudged.reason)) {
    return { word: 'unclear', mark: '~', style: 'doubtful', sentence: sentence(told.title) };
  }
  if (told.class === 'cause') {
    const word = notJudged !== null && UNREACHABLE.includes(notJudged.reason) ? 'unreachable' : 'refused';
    return { word, mark: '✗', style: 'bad', sentence: sentence(told.title) };
  }
  // A trait that kept something from being judged says what works as well.
  const blind = notJudged === null ? undefined : traits.find(({ title }) => title === notJudged.title);
  if (blind !== undefined)
    return { word: 'unclear', mark: '~', style: 'doubtful', sentence: sentence(blind.title) };
  const unclear = unclearCells(target);
  const weighty = groups.some(({ severity }) => severity !== 'note');
  const beside = [
    ...(weighty ? [`beside that ${counted(groups)}`] : []),
    ...(unclear.length > 0 ? [`could not be told: ${unclear.join(', ')}`] : []),
  ];
  const said = sentence([forTerminal(told.title, 600), ...beside].join('; '));
  return beside.length > 0
    ? { word: 'connects', mark: '~', style: 'doubtful', sentence: said }
    : { word: 'connects', mark: '✓', style: 'good', sentence: said };
}

function fault(diagnosis: Diagnosis | null, width: number, paint: Paint): string[] {
  if (diagnosis === null) return [];
  const { blame, alsoInvolved, confidence, detail } = diagnosis;
  const because = confidence.because.map((one) => forTerminal(one, 300)).join('; ');
  const also = alsoInvolved.length === 0 ? '' : ` (perhaps ${alsoInvolved.join(', ')})`;
  const sure = confidence.level === 'certain' ? '' : `, ${confidence.level}`;
  const blamed = diagnosis.class === 'cause' && !blame.includes('none');
  const words = `${blame.join(' or ')}${sure}${also}${because === '' ? '' : `: ${because}`}`;
  return [
    ...(blamed ? labelled('fault', words, width, paint) : []),
    ...(diagnosis.class === 'cause' || diagnosis.id !== 'health'
      ? labelled('seen', sentence(detail), width, paint)
      : []),
  ];
}

function labelled(label: string, text: string, width: number, paint: Paint): string[] {
  return beside(INDENT + label.padEnd(LABEL), text, width, (same) => paint('strong', same));
}

/** Numbered, most likely first; last what tells two suspects apart. */
function whatToDo(diagnosis: Diagnosis | null, width: number, paint: Paint): string[] {
  if (diagnosis === null) return [];
  const { do: steps, tellApart } = diagnosis;
  const texts = [...steps.map(({ step }) => step), ...(tellApart === null ? [] : [tellApart])];
  const [first = '', ...rest] = numbered(
    texts.map((step) => forTerminal(step, 1000)),
    width - LABEL,
    INDENT,
  );
  if (first === '') return [];
  const label = paint('strong', `${INDENT}${'do'.padEnd(LABEL)}`);
  return [`${label}${first.slice(INDENT.length)}`, ...rest.map((line) => ' '.repeat(LABEL) + line)];
}

/** Cells of which nothing could be told although the control works. */
function unclearCells(target: TargetReport): string[] {
  const unclear = target.cells.filter((cell) => cellWord(target, cell.cell, cell.era) === '?');
  return [...new Set(unclear.map((cell) => `${cell.cell} (${eraName(cell.era)})`))];
}

function facts(target: TargetReport, groups: FindingGroup[], width: number): string[] {
  const eras = target.eras.length === 0 ? 'era unknown' : `era: ${target.eras.join(' and ')}`;
  const { passed, failed, skipped, inconclusive } = target.counts;
  const notes = target.findings.filter(({ severity }) => severity === 'note').length;
  const sent = `${target.requests} request${target.requests === 1 ? '' : 's'} sent`;
  const checks = `checks: ${passed} passed, ${failed - notes} failed, ${notes} noted, ${skipped} skipped, ${inconclusive} inconclusive`;
  const found = target.diagnosis?.class === 'cause' && groups.length > 0 ? [`found: ${counted(groups)}`] : [];
  return wrap([eras, sent, ...found, checks].join('; '), width - INDENT.length).map((line) => INDENT + line);
}

function eraName(era: Era | null): string {
  return era ?? 'unknown';
}
