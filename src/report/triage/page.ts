import type { TargetReport, TriageOfTarget, TriageReport } from '../../model.js';
import { type Paint, painter } from '../colour.js';
import { forTerminal } from '../escape.js';
import { exchange } from '../formats/terminal/brief.js';
import { grid } from '../formats/terminal/grid.js';
import { quiet } from '../formats/terminal/quiet.js';
import { several } from '../formats/terminal/several.js';
import { tries } from '../formats/terminal/tries.js';
import { heading, verdictOf } from '../formats/terminal/verdict.js';
import { renderTerminal } from '../formats/terminal.js';
import { beside, proseWidth } from '../layout.js';
import { NARROWEST, type View } from '../view.js';
import { madeWords } from './made.js';
import { warned } from './warned.js';
import { way } from './way.js';
import { who } from './who.js';

/** What fits into a ticket, and on a screen. */
const LINES = 40;

/** How much is told: the first of these that fits. */
const ROOMS = [
  { steps: 2, reasons: 3, length: 300 },
  { steps: 1, reasons: 2, length: 200 },
  { steps: 1, reasons: 1, length: 120 },
] as const;

type Room = (typeof ROOMS)[number];

/** The page of a ticket: the verdict, what to do and for whom, the evidence, who took part. */
export function renderTriage(report: TriageReport, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  if (view.detail === 'quiet') return `${quiet(report, paint).join('\n')}\n`;
  if (view.detail === 'full') {
    const [most] = ROOMS;
    return `${renderTerminal(report, view)}\n${about(report, most, fitting, paint).join('\n')}\n`;
  }
  const pages = ROOMS.map((room) => pageOf(report, room, fitting, paint));
  const page = pages.find((lines) => lines.length <= LINES) ?? pages[pages.length - 1] ?? [];
  return `${page.join('\n')}\n`;
}

function pageOf(report: TriageReport, room: Room, view: View, paint: Paint): string[] {
  const { targets, triage, configuration } = report;
  const [only] = targets;
  const alone = targets.length === 1 && (configuration?.skipped ?? []).length === 0;
  if (only !== undefined && alone) {
    return [
      ...heading(only, view, paint),
      ...next(triage.targets[0], room, view, paint),
      ...evidence(only, room, view, paint),
      ...about(report, room, view, paint),
    ];
  }
  const worst = targets.find((target) => verdictOf(target).sign === '✗') ?? targets.find(isDoubtful);
  return [
    ...several(report, view, paint, warned(targets, room.reasons, view, paint)),
    ...(worst === undefined
      ? []
      : ['', paint('strong', forTerminal(worst.name, 80)), ...evidence(worst, room, view, paint)]),
    ...about(report, room, view, paint),
  ];
}

function isDoubtful(target: TargetReport): boolean {
  return verdictOf(target).sign === '~';
}

/** The next step for the user, and for the one who runs the server. */
function next(target: TriageOfTarget | undefined, room: Room, view: View, paint: Paint): string[] {
  if (target === undefined) return [];
  const { user, operator } = target.next;
  const row = (label: string, steps: string[]): string[] => {
    const shown = steps
      .slice(0, room.steps)
      .flatMap((step, at) =>
        beside(
          at === 0 ? label : ' '.repeat(label.length),
          forTerminal(step, room.length),
          proseWidth(view.width),
          (same) => paint('strong', same),
        ),
      );
    const rest = steps.length - room.steps;
    return rest > 0 ? [...shown, `${' '.repeat(label.length)}and ${rest} more: --verbose`] : shown;
  };
  return [...row('  user      ', user), ...row('  operator  ', operator)];
}

function evidence(target: TargetReport, { reasons }: Room, view: View, paint: Paint): string[] {
  return [
    ...way(target.network, view, paint),
    ...tries(target, view, paint),
    ...also(target, view, paint),
    ...who(target.clients, reasons, view, paint),
    ...grid(target, view, paint),
    ...exchange(target.decisive, view, paint),
  ];
}

/** What else is true, though it works. */
function also({ traits }: TargetReport, view: View, paint: Paint): string[] {
  return traits.flatMap(({ title }) =>
    beside('  also   ', forTerminal(title, 300), proseWidth(view.width), (same) => paint('quiet', same)),
  );
}

/** Who took part, what was tried, and how it can be attached. */
function about(report: TriageReport, { length }: Room, view: View, paint: Paint): string[] {
  const width = proseWidth(view.width);
  const [first, ...others] = report.triage.targets;
  const row = (label: string, text: string): string[] =>
    text === '' ? [] : beside(label, forTerminal(text, length), width, (same) => paint('quiet', same));
  const { hiddenHosts } = report.triage;
  const hidden =
    hiddenHosts === 0
      ? ''
      : `${hiddenHosts} private host${hiddenHosts === 1 ? ' has a stand-in' : 's have stand-ins'} (--reveal-hosts); `;
  return [
    '',
    ...(others.length > 0 || first === undefined ? [] : row('  parts  ', first.involved.join(', '))),
    ...(others.length > 0 || first === undefined ? [] : row('  tried  ', first.tried.join('; '))),
    ...row('  made   ', madeWords(report.triage)),
    ...row('  ', `${hidden}exit code ${report.exitCode}; to attach all of it: --bundle FILE.zip`),
  ];
}
