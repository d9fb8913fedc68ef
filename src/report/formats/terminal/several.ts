import type { Configuration, Report, TargetReport } from '../../../model.js';
import { plural } from '../../../plural.js';
import { shellWord } from '../../../remedy/advice/shell.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, displayWidth, proseWidth, wrap } from '../../layout.js';
import type { View } from '../../view.js';
import { mendedBy } from './mendedBy.js';
import { counted, grouped } from './severities.js';
import { type Verdict, verdictOf } from './verdict.js';

/** Steps that are said of one bad server among several. */
const STEPS = 2;
const LONGEST_NAME = 40;
const INDENT = '    ';

interface Judged {
  target: TargetReport;
  verdict: Verdict;
}

/**
 * Several servers: the bad ones first, each with its fault and what to do; those that connect in one line.
 * @param more lines that stand below all of them
 */
export function several(report: Report, view: View, paint: Paint, more: string[] = []): string[] {
  const judged = report.targets.map((target) => ({ target, verdict: verdictOf(target) }));
  const fine = judged.filter(({ verdict }) => verdict.sign === '✓');
  const bad = judged
    .filter(({ verdict }) => verdict.sign !== '✓')
    .sort((a, b) => RANK[a.verdict.sign] - RANK[b.verdict.sign]);
  const groups = alike(bad.map((one) => badOne(one, report.configuration)));
  const width = proseWidth(view.width);
  return [
    ...beside('', titleOf(fine.length, report), width).map((line) => paint('strong', line)),
    ...groups.flatMap((group) => badOnes(group, width, paint)),
    ...fineOnes(fine, width, paint),
    ...skipped(report.configuration, width),
    ...more,
    '',
    ...footer(report, bad, width).map((line) => paint('quiet', line)),
  ];
}

const RANK = { '✗': 0, '~': 1, '✓': 2 } as const;

/** What is said of a bad server; of those that are told the same, once. */
interface Bad {
  names: string[];
  verdict: Verdict;
  fault: string;
  steps: string[];
}

function badOne({ target, verdict }: Judged, configuration: Configuration | null): Bad {
  const name = forTerminal(target.name, LONGEST_NAME);
  const host = forTerminal(hostOf(target.url), 60);
  // A mistake in the file is mended where it stands.
  const place = target.notJudged?.reason === 'configuration' ? verdict.because : [];
  const steps = [...(configuration === null ? [] : mendedBy(target, configuration)), ...verdict.steps];
  return {
    names: [host === '' || host === name ? name : `${name} (${host})`],
    verdict,
    fault: verdict.fault === '' ? '' : [verdict.fault, ...place].join(': '),
    steps: steps.slice(0, STEPS),
  };
}

/** Those that are told the same are one, where the first of them stands. */
function alike(all: readonly Bad[]): Bad[] {
  const groups = new Map<string, Bad>();
  for (const one of all) {
    const key = JSON.stringify([one.verdict.sign, one.verdict.title, one.fault, one.steps]);
    groups.set(key, { ...one, names: [...(groups.get(key)?.names ?? []), ...one.names] });
  }
  return [...groups.values()];
}

function badOnes({ names, verdict, fault, steps }: Bad, width: number, paint: Paint): string[] {
  const row = (label: string, text: string): string[] =>
    beside(`${INDENT}${label}`, forTerminal(text, 400), width, (same) => paint('quiet', same));
  return [
    ...beside(`${verdict.sign} `, `${names.join(', ')}: ${forTerminal(verdict.title, 300)}`, width, (text) =>
      paint(verdict.style, text),
    ),
    ...(fault === '' ? [] : row('fault  ', fault)),
    ...steps.flatMap((step, at) => row(at === 0 ? 'do     ' : '       ', step)),
  ];
}

/** Those that connect, by who does: the client whose file it is, or any correct one. */
function fineOnes(fine: Judged[], width: number, paint: Paint): string[] {
  const byWho = new Map<string, string[]>();
  for (const { target } of fine) {
    const more = counted(grouped(target.findings).filter(({ severity }) => severity !== 'note'));
    const name = `${forTerminal(target.name, 80)}${more === '' ? '' : ` (${more})`}`;
    byWho.set(whoConnects(target), [...(byWho.get(whoConnects(target)) ?? []), name]);
  }
  return [...byWho].flatMap(([who, names]) =>
    beside('✓ ', `${names.join(', ')}: ${who}`, width, (text) => paint('good', text)),
  );
}

function whoConnects({ clients }: TargetReport): string {
  const mine = clients?.find(({ yours, connects }) => yours && connects === true);
  return mine === undefined ? 'correct clients connect' : `${forTerminal(mine.title, 80)} connects`;
}

function skipped(configuration: Configuration | null, width: number): string[] {
  return (configuration?.skipped ?? []).flatMap(({ server, reason }) =>
    beside('- ', forTerminal(`${server}: ${reason}`, 300), width),
  );
}

/** `.mcp.json (Claude Code): 1 of 4 servers connects`. */
function titleOf(fine: number, { targets, configuration }: Report): string {
  const of =
    configuration === null
      ? ''
      : `${forTerminal(configuration.file, 200)} (${forTerminal(configuration.client, 80)}): `;
  if (targets.length === 0) return `${of}no server was probed`;
  const servers = plural(targets.length, 'server');
  return `${of}${fine} of ${servers} ${fine === 1 ? 'connects' : 'connect'}`;
}

function footer({ exitCode, ruleset, configuration }: Report, bad: Judged[], width: number): string[] {
  const one = bad[0]?.target.name;
  const more =
    one === undefined || configuration === null
      ? '--verbose'
      : `--server ${forTerminal(shellWord(one), 200)}`;
  const text = `exit code ${exitCode}, rule set ${ruleset}; all of one: the same command with`;
  // What is to be typed is broken only where no line holds it.
  return displayWidth(`${text} ${more}`) <= width
    ? [`${text} ${more}`]
    : [...beside('', text, width), ...wrap(more, width - 2).map((line) => `  ${line}`)];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
