import type { DecisiveExchange, Report, TargetReport } from '../../../model.js';
import { plural } from '../../../plural.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import { clients } from './clients.js';
import { grid } from './grid.js';
import { mended } from './mendedBy.js';
import { network, redirects } from './network.js';
import { route } from './route.js';
import { counted, grouped } from './severities.js';
import { traffic } from './traffic.js';
import { tries } from './tries.js';
import { verdict, verdictOf } from './verdict.js';

const INDENT = '  ';
/** Warnings and traits that are said in full; the others are counted. */
const SAID = 3;
const QUOTE = 140;

/** The page of one target: the verdict, whose fault, what to do, and as much evidence as a doubter needs. */
export function brief(target: TargetReport, report: Report, view: View, paint: Paint): string[] {
  return [
    ...verdict(target, view, paint),
    ...route(target.route, view, paint),
    ...network(target.network, view, paint),
    ...redirects(target.redirects, view, paint),
    ...traffic(target.traffic, view, paint),
    ...tries(target, view, paint),
    ...(target.traffic === null ? grid(target, view, paint) : []),
    ...exchange(target.decisive, view, paint),
    ...besides(target, view, paint),
    ...(isSaidAbove(target) ? [] : clients(target.clients, view, paint)),
    ...next(target, report, view),
    ...footer(target, report, view, paint),
  ];
}

/** One request and its answer. */
export function exchange(decisive: DecisiveExchange | null, view: View, paint: Paint): string[] {
  if (decisive === null) return [];
  const { request, response, failure } = decisive;
  const width = proseWidth(view.width);
  const what = [request.method, request.message].filter((part) => part !== null).join(' ');
  const accept = request.accept === null ? 'no Accept' : `Accept: ${request.accept}`;
  const quote = response.quote === null ? '' : `  "${forTerminal(response.quote, QUOTE)}"`;
  const got =
    response.status === null
      ? `no answer (${failure?.code ?? 'nothing came'})`
      : `${response.status} ${response.mediaType ?? 'without a type'}${quote}`;
  const row = (label: string, text: string): string[] =>
    beside(`${INDENT}${label}`, forTerminal(text, 600), width, (same) => paint('quiet', same));
  return ['', ...row('sent  ', `${what}  ${accept}`), ...row('got   ', got)];
}

/** The one client that was asked for connects: the headline names it. */
function isSaidAbove({ diagnosis, clients: asked }: TargetReport): boolean {
  return diagnosis?.id === 'exonerated' && asked?.length === 1;
}

/** What else is true: findings that are no error, and traits. */
function besides(target: TargetReport, view: View, paint: Paint): string[] {
  const { diagnosis, findings, notJudged } = target;
  // Beside a cause the rest can wait, and is counted.
  if (diagnosis?.class === 'cause') return beyond(target, view);
  // What the headline says is not said again.
  const traits = target.traits.filter(({ title }) => title !== notJudged?.title);
  const warnings = grouped(findings).filter(({ severity }) => severity === 'warning');
  const lines = [
    ...traits.map(({ title }) => ({ label: 'also', text: title })),
    ...warnings.map(({ first }) => ({ label: 'warn', text: `${first.title} (${first.rule})` })),
  ];
  if (lines.length === 0) return [];
  const shown = lines.slice(0, SAID);
  const more = lines.length - shown.length;
  return [
    '',
    ...shown.flatMap(({ label, text }) =>
      beside(`${INDENT}${label}  `, forTerminal(text, 400), proseWidth(view.width), (same) =>
        paint('quiet', same),
      ),
    ),
    ...(more === 0 ? [] : [`${INDENT}and ${more} more: --verbose`]),
  ];
}

/** `findings: 1 error, 2 warnings; 1 thing worth knowing (--verbose)`. */
function beyond({ findings, traits }: TargetReport, view: View): string[] {
  const weighty = grouped(findings).filter(({ severity }) => severity !== 'note');
  const parts = [
    weighty.length === 0 ? '' : `findings: ${counted(weighty)}`,
    traits.length === 0 ? '' : `${plural(traits.length, 'thing')} worth knowing`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : beside(INDENT, `${parts.join('; ')} (--verbose)`, proseWidth(view.width));
}

/** Where to go from here, where a client can connect. */
function next(target: TargetReport, { configuration }: Report, view: View): string[] {
  if (configuration !== null) return mended(target, configuration, view);
  if (verdictOf(target).word !== 'connects' || target.traffic !== null) return [];
  // The one session of this server is this run's: nobody gets in until it is started again.
  if (target.occupied === true) return [];
  const { clients: told, pass, fail } = target.foretold;
  const asked = target.clients !== null;
  const url = forTerminal(target.url, 2000);
  // Foretold is the hello; an error tells of what comes after it.
  const broken = target.findings.some(({ severity }) => severity === 'error');
  const open = told - pass - fail;
  const untold = open === 0 ? '' : `, ${open} cannot be told from this`;
  const who = broken
    ? 'who connects all the same'
    : `${pass} of ${told} recorded clients would get in${untold}`;
  const lines = [
    ...(asked || told === 0 ? [] : [`${who}: mcp-accept clients ${url}`]),
    ...(target.hints.mcpJson === null ? [] : [`an entry for yours: mcp-accept init ${url}`]),
  ];
  return lines.length === 0 ? [] : ['', ...lines.flatMap((line) => beside(INDENT, line, view.width))];
}

/** The exit code, where it is not 0, and where the rest is. */
function footer(target: TargetReport, { exitCode, ruleset }: Report, view: View, paint: Paint): string[] {
  if (exitCode === 0 && target.diagnosis?.class === 'health') return [];
  const text = `exit code ${exitCode}, rule set ${ruleset}; all of it: --verbose`;
  return ['', ...beside(INDENT, text, view.width).map((line) => paint('quiet', line))];
}
