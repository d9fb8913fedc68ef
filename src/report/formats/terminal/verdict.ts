import type { Diagnosis, Finding, NotJudged, TargetReport } from '../../../model.js';
import { plural } from '../../../plural.js';
import type { Paint, Style } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, numbered, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import { codeLines } from './code.js';
import { sdkWords } from './fingerprint.js';
import { sentence } from './sentence.js';
import { cellWord, counted, grouped } from './severities.js';

/** What became of one target, in the words of its diagnosis. */
export interface Verdict {
  sign: '✓' | '✗' | '~';
  style: Style;
  /** One word for all of it, the same everywhere. */
  word: 'connects' | 'refused' | 'unreachable' | 'unclear';
  title: string;
  /** Who can mend it; empty where nothing has to be mended. */
  fault: string;
  /** What makes that likely, or not. */
  because: string[];
  /** What to do, most likely first. */
  steps: string[];
  /** What is to be pasted for a step, beside it; null where the step is all of it. */
  codes: (string | null)[];
}

type Told = Pick<Verdict, 'title' | 'fault' | 'because' | 'steps' | 'codes'>;

const INDENT = '  ';
const LABEL = `${INDENT}fault  `.length;
const STEPS_OF_RULES = 3;
const UNREACHABLE = ['unreachable', 'tls', 'silent', 'configuration'];

/** The one verdict that every part of the page repeats. */
export function verdictOf(target: TargetReport): Verdict {
  const { diagnosis, notJudged, traits } = target;
  if (diagnosis === null) return { ...untold(notJudged), ...signOf(target) };
  if (diagnosis.class !== 'health') return { ...signOf(target), ...told(diagnosis) };
  // A trait that kept something from being judged says what works as well.
  const blind = notJudged === null ? undefined : traits.find(({ title }) => title === notJudged.title);
  if (blind === undefined) return healthy(target, diagnosis);
  const found = counted(grouped(target.findings).filter(({ severity }) => severity !== 'note'));
  const title = found === '' ? blind.title : `${blind.title}; ${found}`;
  return { ...signOf(target), ...told(blind), title };
}

function untold(notJudged: NotJudged | null): Told {
  const { title = 'It cannot be told who connects', whatToDo: steps = [] } = notJudged ?? {};
  return { title, fault: '', because: [], steps, codes: [] };
}

function told(diagnosis: Diagnosis): Told {
  return {
    title: diagnosis.title,
    fault: faultOf(diagnosis),
    because: diagnosis.confidence.because,
    steps: [
      ...diagnosis.do.map(({ step }) => step),
      ...(diagnosis.tellApart === null ? [] : [diagnosis.tellApart]),
    ],
    codes: diagnosis.do.map(({ code }) => code?.text ?? null),
  };
}

/** A correct client is served; what else breaks a recorded one, or a text, is said beside that. */
function healthy(target: TargetReport, diagnosis: Diagnosis): Verdict {
  const groups = grouped(target.findings);
  const errors = groups.filter(({ severity }) => severity === 'error').slice(0, STEPS_OF_RULES);
  const unclear = unclearCells(target);
  const beside = [
    counted(groups.filter(({ severity }) => severity !== 'note')),
    unclear.length === 0 ? '' : `could not be told: ${unclear.join(', ')}`,
  ].filter((part) => part !== '');
  const { title, fault, because, steps, codes } = told(diagnosis);
  const plain = {
    word: 'connects',
    title: [title, ...beside].join('; '),
    fault,
    because,
    steps,
    codes,
  } as const;
  if (errors.length === 0 && failsAtTimes(target))
    return { sign: '~', style: 'doubtful', ...plain, fault: faultOf(diagnosis) };
  // Where the server itself is to be mended or restarted, not all is well.
  if (errors.length === 0)
    return unclear.length === 0 && !diagnosis.blame.includes('server')
      ? { sign: '✓', style: 'good', ...plain }
      : { sign: '~', style: 'doubtful', ...plain };
  return {
    ...plain,
    sign: '✗',
    style: 'bad',
    title: `${title}, but not all is well: ${beside.join('; ')}`,
    fault: [...new Set(errors.map(({ first }) => first.fault))].join(' and '),
    because: errors.map(({ first }) => first.title),
    steps: [
      ...(failsAtTimes(target) ? steps : []),
      ...errors.map(({ first }) => stepsOf(first)[0] ?? `mcp-accept rules ${first.rule} says more`),
    ],
    codes: [],
  };
}

/** What whoever does wrong is to do. */
export function stepsOf({ fault, remediation }: Finding): string[] {
  if (fault === 'server') return remediation.server.steps;
  return remediation.client === null ? [] : [remediation.client.note];
}

/** Repeated handshakes did not connect each time. */
function failsAtTimes({ repeat }: TargetReport): boolean {
  return repeat !== null && repeat.failed > 0;
}

/** Cells of which nothing could be told although the control works, where the matrix was asked for. */
function unclearCells(target: TargetReport): string[] {
  const asked = target.cells.some(({ cell, response }) => cell !== 'both' && response.status !== null);
  if (!asked && target.notSent.length === 0) return [];
  const unclear = target.cells.filter((cell) => cellWord(target, cell.cell, cell.era) === '?');
  return [...new Set(unclear.map(({ cell, era }) => (target.eras.length > 1 ? `${cell} (${era})` : cell)))];
}

function signOf({ diagnosis, notJudged }: TargetReport): Pick<Verdict, 'sign' | 'style' | 'word'> {
  const reason = notJudged?.reason ?? null;
  if (reason !== null && UNREACHABLE.includes(reason))
    return { sign: '✗', style: 'bad', word: 'unreachable' };
  const unclear = reason === 'unclear' || reason === 'interrupted' || reason === 'rate-limited';
  if (unclear || diagnosis === null || diagnosis.class !== 'cause')
    return { sign: '~', style: 'doubtful', word: 'unclear' };
  return { sign: '✗', style: 'bad', word: 'refused' };
}

/** `proxy, very likely (perhaps server)`. */
export function faultOf({ blame, alsoInvolved, confidence: { level } }: Diagnosis): string {
  const parties = blame.filter((party) => party !== 'none');
  if (parties.length === 0) return '';
  const sure = level === 'certain' ? '' : `, ${level}`;
  const also = alsoInvolved.length === 0 ? '' : ` (perhaps ${alsoInvolved.join(', ')})`;
  return forTerminal(`${parties.join(' or ')}${sure}${also}`, 120);
}

/** The first lines: who connects, whose fault, what to do. */
export function verdict(target: TargetReport, view: View, paint: Paint): string[] {
  const { steps, codes } = verdictOf(target);
  return [...heading(target, view, paint), ...instructions(steps, codes, view, paint)];
}

/** Who connects, and whose fault it is. */
export function heading(target: TargetReport, view: View, paint: Paint): string[] {
  const { sign, style, title, fault, because } = verdictOf(target);
  const width = proseWidth(view.width);
  const where = placeOf(target);
  const reasons = because.map((one) => forTerminal(one, 300)).join('; ');
  return [
    ...beside(`${sign} `, `${sentence(title)}  ${where}`, view.width, (text) => paint(style, text)),
    ...facts(target, width).map((line) => paint('quiet', line)),
    ...(fault === ''
      ? []
      : labelled('fault', `${fault}${reasons === '' ? '' : `: ${reasons}`}`, width, paint)),
    ...detail(target, width),
  ];
}

function instructions(steps: string[], codes: (string | null)[], view: View, paint: Paint): string[] {
  if (steps.length === 0) return [];
  const width = proseWidth(view.width);
  const indent = ' '.repeat(LABEL);
  const [first = '', ...rest] = numbered(
    steps.map((step) => forTerminal(step, 1000)),
    width,
    indent,
    (at) => codeLines(codes[at] ?? null, view).map((line) => `${indent}   ${line}`),
  );
  return [`${INDENT}${paint('strong', 'do'.padEnd(LABEL - INDENT.length))}${first.slice(LABEL)}`, ...rest];
}

function labelled(label: string, text: string, width: number, paint: Paint): string[] {
  return beside(`${INDENT}${label}  `, text, width, (same) => paint('strong', same));
}

/** What the evidence below does not show by itself. */
function detail({ diagnosis, decisive }: TargetReport, width: number): string[] {
  const text = diagnosis === null || diagnosis.class === 'health' ? '' : diagnosis.detail;
  if (text === '' || decisive !== null) return [];
  return beside(INDENT, sentence(text), width);
}

/** `kotadb 0.1.1, TypeScript SDK after 1.20, without sessions, JSON; 27 requests, 0.4 s`. */
function facts(target: TargetReport, width: number): string[] {
  const { identity, requests, ms } = target;
  if (requests === 0) return [];
  const named =
    identity === null
      ? []
      : [
          [identity.name, identity.version].filter((part) => part !== null).join(' '),
          identity.stateful ? 'with sessions' : 'without sessions',
          ANSWERS[identity.answersIn ?? ''] ?? '',
        ];
  if (named.length > 0) named.splice(1, 0, sdkWords(target) ?? '');
  const server = named.filter((part) => part !== '').map((part) => forTerminal(part, 80));
  const sent = `${plural(requests, 'request')}, ${(ms / 1000).toFixed(1)} s`;
  return beside(INDENT, [server.join(', '), sent].filter((part) => part !== '').join('; '), width);
}

const ANSWERS: Record<string, string> = { 'application/json': 'JSON', 'text/event-stream': 'SSE' };

/** The URL, and the name where that says more. */
export function placeOf({ url, name }: TargetReport): string {
  const at = forTerminal(url, 2000);
  const called = forTerminal(name, 80);
  if (at === '') return called;
  const isHost = name === url || (URL.canParse(url) && new URL(url).host === name);
  return isHost ? at : `${at} (${called})`;
}
