import type { FleetCause, FleetReport } from '../../../model.js';
import { plural } from '../../../plural.js';
import { type Paint, painter } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import { NARROWEST, type View } from '../../view.js';
import { gaps, headline, listed, ruleWords, stanceWords } from './words.js';

/** What fits on a screen. */
const LINES = 30;
const EXAMPLES = 3;
const RULES = 4;
const INDENT = '    ';

/** A fleet for a person at a terminal: the bad ones first, by cause; with `--verbose` every cause. */
export function renderFleet(report: FleetReport, view: View): string {
  const paint = painter(view.color);
  const width = proseWidth(Math.max(NARROWEST, view.width));
  const head = beside('', headline(report), width).map((line) => paint('strong', line));
  if (view.detail === 'quiet') return `${[...head, ...report.causes.map(short)].join('\n')}\n`;
  const foot = footOf(report, width, paint);
  const room = view.detail === 'full' ? Number.POSITIVE_INFINITY : LINES - head.length - foot.length - 2;
  return `${[...head, ...causesIn(report, room, width, paint), '', ...foot].join('\n')}\n`;
}

function short({ state, cause, targets, examples }: FleetCause): string {
  return `${SIGN[state]} ${targets} ${cause}: ${forTerminal(listed(examples, targets, EXAMPLES), 400)}`;
}

const SIGN = { bad: '✗', doubtful: '~' } as const;

/** As many as there is room for; the rest is counted. */
function causesIn({ causes }: FleetReport, room: number, width: number, paint: Paint): string[] {
  const lines: string[] = [];
  for (const [at, cause] of causes.entries()) {
    const told = causeLines(cause, width, paint);
    const rest = causes.slice(at);
    // The last one needs no line that counts the rest.
    const needed = lines.length + told.length + (rest.length > 1 ? 1 : 0);
    if (needed > room) {
      const targets = rest.reduce((sum, one) => sum + one.targets, 0);
      return [
        ...lines,
        `and ${plural(rest.length, 'other cause')} of ${plural(targets, 'server')}: --verbose`,
      ];
    }
    lines.push(...told);
  }
  return lines;
}

function causeLines(cause: FleetCause, width: number, paint: Paint): string[] {
  const { state, targets, title, fault, examples } = cause;
  const style = state === 'bad' ? 'bad' : 'doubtful';
  const row = (label: string, text: string): string[] =>
    text === ''
      ? []
      : beside(`${INDENT}${label.padEnd(7)}`, forTerminal(text, 300), width, (same) => paint('quiet', same));
  const [first = ''] = cause.do;
  return [
    ...beside(`${SIGN[state]} ${targets}  `, `${forTerminal(title, 200)} [${cause.cause}]`, width, (text) =>
      paint(style, text),
    ),
    ...row('fault', fault),
    ...row('do', first),
    ...row('where', listed(examples, targets, EXAMPLES)),
  ];
}

function footOf(report: FleetReport, width: number, paint: Paint): string[] {
  const { exitCode, ruleset, requests, states, shard } = report;
  const rules = ruleWords(report, RULES);
  const about = (text: string): string[] => beside('', forTerminal(text, 600), width);
  const facts = [
    `exit code ${exitCode}`,
    ...(ruleset === null ? [] : [`rule set ${ruleset}`]),
    ...(shard === null ? [] : [`shard ${shard.index} of ${shard.of}`]),
    plural(requests, 'request'),
    ...(states.bad + states.doubtful === 0 ? [] : ['all of one: mcp-accept probe URL']),
  ];
  return [
    ...(report.stances.length === 0 ? [] : about(`Accept  ${stanceWords(report)}`)),
    ...(rules === '' ? [] : about(`rules   ${rules}`)),
    ...gaps(report).flatMap((gap) => about(gap).map((line) => paint('doubtful', line))),
    ...about(facts.join(', ')).map((line) => paint('quiet', line)),
  ];
}
