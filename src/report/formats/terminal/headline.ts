import type { CellReport, ClientReport, Era, TargetReport } from '../../../model.js';
import type { Paint, Style } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, numbered, proseWidth, wrap } from '../../layout.js';
import type { View } from '../../view.js';
import { sentence } from './sentence.js';
import { cellWord, counted, type FindingGroup } from './severities.js';

interface Headline {
  word: 'FAIL' | 'WARN' | 'OK' | 'UNCLEAR' | 'NOT JUDGED';
  style: Style;
  /** What it means, and what to do next: one sentence each. */
  sentences: string[];
}

const INDENT = '  ';

/**
 * The verdict in plain words: what is wrong, whose it is to mend, where to start.
 * @param hinted what a client needs is shown below
 */
export function headline(
  target: TargetReport,
  groups: FindingGroup[],
  view: View,
  paint: Paint,
  { hinted }: { hinted: boolean },
): string[] {
  const { word, style, sentences } = headlineOf(target, groups, hinted);
  const url = forTerminal(target.url, 2000);
  const called = forTerminal(target.name, 80);
  const name = isHostOf(target) ? '' : url === '' ? called : ` (${called})`;
  const width = proseWidth(view.width);
  return [
    ...beside(`${word}  `, `${url}${name}`, view.width, (label) => paint(style, label)),
    ...sentences.flatMap((sentence) => beside(INDENT, sentence, width)),
    ...whatToDo(target, width),
    ...facts(target, width).map((line) => paint('quiet', line)),
  ];
}

/** A server that is called by its address needs no name beside it. */
export function isHostOf({ name, url }: TargetReport): boolean {
  return name === url || (URL.canParse(url) && new URL(url).host === name);
}

/** `FAIL`, `OK` and the like alone, for a list of targets. */
export function verdictWord(
  target: TargetReport,
  groups: FindingGroup[],
): { word: string; style: Style; first: string } {
  const { word, style, sentences } = headlineOf(target, groups, false);
  return { word, style, first: sentences[0] ?? '' };
}

function headlineOf(target: TargetReport, groups: FindingGroup[], hinted: boolean): Headline {
  const count = counted(groups);
  if (target.notJudged !== null) {
    const { title, detail } = target.notJudged;
    const soFar = count === '' ? [] : [`Found so far: ${count}.`];
    const sentences = [`${sentence(title)} ${sentence(detail)}`.trim(), ...soFar];
    return { word: 'NOT JUDGED', style: 'doubtful', sentences };
  }
  const mine = target.clients?.find(({ yours, connects }) => yours && connects === false);
  if (mine !== undefined) return clientFails(target, mine, groups);
  const worst = groups[0];
  if (worst !== undefined && worst.severity !== 'note') {
    const failed = worst.severity === 'error';
    const sentences = [`${whatClientsGet(target)} ${count}.`, whoMends(worst)];
    return { word: failed ? 'FAIL' : 'WARN', style: failed ? 'bad' : 'doubtful', sentences };
  }
  const unclear = unclearCells(target);
  if (target.cells.length === 0 || unclear.length > 0) {
    const what = unclear.length === 0 ? 'Nothing was measured.' : `Could not be told: ${unclear.join(', ')}.`;
    const sentences = [what, 'The reasons stand under the matrix. Mend those, then probe again.'];
    return { word: 'UNCLEAR', style: 'doubtful', sentences };
  }
  const notes = count === '' ? 'No findings.' : `${count}.`;
  return {
    word: 'OK',
    style: 'good',
    sentences: [
      `${whatClientsGet(target)} ${notes} Nothing has to be mended on the server.`,
      hinted
        ? 'If a client still cannot connect, compare it with "For the client" below.'
        : 'If a client still cannot connect: --clients shows which do, and why others do not.',
    ],
  };
}

/** The user's own client does not connect: whose fault that is, and what to change. */
function clientFails(target: TargetReport, mine: ClientReport, groups: FindingGroup[]): Headline {
  const { title, because, fix, cause } = mine;
  const why = because === null ? '' : `: ${forTerminal(because, 600)}`;
  const served = whatClientsGet(target);
  const exonerated =
    mine.fix?.where === 'configuration' && isByEntry(cause) ? 'The server is not at fault.' : '';
  const where = fix === null ? '' : `To mend: ${WHERE[fix.where]}. ${sentence(capital(fix.what))}`;
  const proof = fix?.proved === true ? 'Proved: with this change it connects.' : '';
  const count = counted(groups);
  const sentences = [
    `${forTerminal(title, 80)} does not connect${why}.`,
    `${served} ${exonerated}`.trim(),
    `${where} ${proof}`.trim(),
    ...(count === '' ? [] : [`Beside that: ${count}.`]),
  ];
  return { word: 'FAIL', style: 'bad', sentences: sentences.filter((line) => line !== '') };
}

/** What an entry does wrong by itself, at a server that serves others. */
function isByEntry(cause: ClientReport['cause']): boolean {
  if (cause?.kind === 'configured-header') return cause.withoutConnects === true;
  return cause?.kind === 'declared-transport';
}

const WHERE = { server: 'the server', configuration: 'the configuration', client: 'the client' };

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The control in words: what becomes of a client that does everything right. */
function whatClientsGet(target: TargetReport): string {
  const controls = target.cells.filter((cell) => cell.cell === 'both');
  const bad = controls.filter(
    (cell) => cell.outcome === 'failed' && cellWord(target, 'both', cell.era) === 'FAIL',
  );
  if (bad.length === 0) {
    const proved = controls.length > 0 && controls.every((cell) => cell.outcome === 'passed');
    return proved ? 'Serves correct clients.' : 'Whether correct clients are served is not clear.';
  }
  const eras = new Set(bad.map((cell) => cell.era));
  const everywhere = controls.every((cell) => eras.has(cell.era));
  const where = everywhere ? '' : ` (${[...eras].map(eraName).join(', ')} era)`;
  return `${treatment(bad)}${where}.`;
}

function treatment(bad: CellReport[]): string {
  if (bad.some((cell) => (cell.response.status ?? 0) >= 400)) return 'Refuses correct clients';
  if (bad.some((cell) => cell.response.status === null)) return 'Does not answer correct clients';
  return 'Answers correct clients wrongly';
}

function whoMends({ first, number }: FindingGroup): string {
  const who = first.remediation.server.steps.length > 0 ? 'the server' : 'the client';
  const what = first.severity === 'error' ? 'To mend' : 'Worth mending';
  return `${what}: ${who}. Start with #${number} below: ${forTerminal(first.title, 200)}.`;
}

function unclearCells(target: TargetReport): string[] {
  const unclear = target.cells.filter((cell) => cellWord(target, cell.cell, cell.era) === '?');
  return [...new Set(unclear.map((cell) => `${cell.cell} (${eraName(cell.era)})`))];
}

function whatToDo(target: TargetReport, width: number): string[] {
  const steps = target.notJudged?.whatToDo ?? [];
  if (steps.length === 0) return [];
  const texts = steps.map((step) => forTerminal(step, 1000));
  return [`${INDENT}What to do:`, ...numbered(texts, width, INDENT)];
}

function facts(target: TargetReport, width: number): string[] {
  const eras = target.eras.length === 0 ? 'era unknown' : `era: ${target.eras.join(' and ')}`;
  const { passed, failed, skipped, inconclusive } = target.counts;
  const notes = target.findings.filter(({ severity }) => severity === 'note').length;
  const sent = `${target.requests} request${target.requests === 1 ? '' : 's'} sent`;
  const checks = `checks: ${passed} passed, ${failed - notes} failed, ${notes} noted, ${skipped} skipped, ${inconclusive} inconclusive`;
  return wrap(`${eras}; ${sent}; ${checks}`, width - INDENT.length).map((line) => INDENT + line);
}

function eraName(era: Era | null): string {
  return era ?? 'unknown';
}
