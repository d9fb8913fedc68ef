import type { Report, TargetReport } from '../src/model.js';
import { exitCodeFor } from '../src/report/exitCode.js';
import { verdictOf } from '../src/report/formats/terminal/verdict.js';
import { renderTerminal } from '../src/report/formats/terminal.js';

const DETAILS = ['quiet', 'brief', 'full'] as const;

/**
 * Everything in which the parts of a report, or its pages, say different things of the same server: headline, exit
 * code, cells, findings and their counts, clients and what is to be done. Empty where all is one truth.
 */
export function contradictions(report: Report): string[] {
  const { targets, exitCode } = report;
  const pages = Object.fromEntries(
    DETAILS.map((detail) => [detail, renderTerminal(report, { width: 120, color: false, detail })]),
  ) as Record<(typeof DETAILS)[number], string>;
  return [
    ...(exitCodeFor(targets, 'error') === exitCode
      ? []
      : [`exit code ${exitCode} is not that of its targets`]),
    ...targets.flatMap((target) => [
      ...inTarget(target, targets.length === 1 ? exitCode : exitCodeFor([target], 'error')),
      ...onPages(target, pages, targets.length === 1),
    ]),
  ];
}

function inTarget(target: TargetReport, exitCode: number): string[] {
  const { diagnosis, findings, notJudged, cells, probes, clients, foretold, counts, hints } = target;
  const { sign, word, title, fault } = verdictOf(target);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const health = diagnosis?.class === 'health';
  const failing = (clients ?? []).filter(({ connects }) => connects === false);
  const connecting = (clients ?? []).filter(({ connects }) => connects === true);
  const checks: [holds: boolean, otherwise: string][] = [
    [diagnosis !== null || notJudged !== null, 'nothing is said'],
    [!health || word !== 'refused', 'healthy, and refused'],
    [health || word !== 'connects', 'a cause, and connects'],
    [health || sign !== '✓', 'a cause, and all is well'],
    [
      health || !/\bOK\b|^Correct clients connect(?! at first)/.test(title),
      `a cause, and the title says "${title}"`,
    ],
    [sign !== '✓' || (exitCode === 0 && errors.length === 0), `all is well, and exit code ${exitCode}`],
    [exitCode !== 0 || word === 'connects', `exit code 0, and ${word}`],
    [diagnosis === null || diagnosis.blame.includes('none') || fault !== '', 'somebody is blamed in silence'],
    [health || notJudged !== null || exitCode === 1, `a cause of a judged server, and exit code ${exitCode}`],
    [notJudged === null || exitCode !== 0 || health, 'not judged, and exit code 0'],
    // Who connects.
    [
      !health || foretold.clients === 0 || foretold.pass > 0,
      'health, and no recorded client gets past its hello',
    ],
    [
      !health || failing.length === 0 || connecting.length > 0,
      'health, and no client that was asked connects',
    ],
    [
      diagnosis?.class !== 'cause' ||
        diagnosis.layer === 'client' ||
        !/^Nobody/.test(title) ||
        connecting.length === 0,
      'nobody connects, and somebody does',
    ],
    // Green only beside a control that works; of a limit, the 429 itself tells.
    [
      health ||
        notJudged === null ||
        cells.every(({ cell, outcome }) => outcome !== 'passed' || cell === 'rate-limited'),
      'not judged, and a cell is ok',
    ],
    [
      notJudged === null || probes.every(({ outcome }) => outcome !== 'passed'),
      'not judged, and a probe is ok',
    ],
    [
      counts.failed >= findings.length || findings.length === 0,
      `${findings.length} findings of ${counts.failed} failed verdicts`,
    ],
    [
      new Set(findings.map(({ message, rule, evidence }) => `${rule} ${message} ${evidence.join()}`)).size ===
        findings.length,
      'a finding twice',
    ],
    ...cells.map(({ id, outcome }): [boolean, string] => [
      outcome !== 'passed' || !errors.some(({ evidence }) => evidence.length === 1 && evidence[0] === id),
      `${id} is ok and an error`,
    ]),
    // What is advised was not seen to fail.
    [
      hints.mcpJson === null || health || diagnosis?.blame.join() === 'configuration' || failing.length === 0,
      'an entry to paste that was seen to fail',
    ],
    [!advisedAgain(target), 'the very command that has just failed is advised'],
    ...(clients ?? []).map(({ title: name, connects, fix }): [boolean, string] => [
      !(connects === true && fix !== null),
      `${name} connects, and is mended`,
    ]),
  ];
  return checks.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
}

/** This URL again, with nothing changed; a limit and what came once only are worth another try. */
function advisedAgain({ url, diagnosis }: TargetReport): boolean {
  const said = [...(diagnosis?.do.map(({ step }) => step) ?? []), diagnosis?.tellApart ?? ''];
  return said.some((step) =>
    [...step.matchAll(/(\S*) ?mcp-accept probe /g)].some(({ 0: command, 1: before = '', index }) => {
      const rest = step.slice(index + command.length);
      const isPlain = rest.startsWith(url) && /^[\s.,;]*(\(|$)/.test(rest.slice(url.length));
      return isPlain && !before.includes('=');
    }),
  );
}

/** The pages say the verdict, and count what they show as JSON does. */
function onPages(
  target: TargetReport,
  pages: Record<'quiet' | 'brief' | 'full', string>,
  alone: boolean,
): string[] {
  const flat = (text: string): string => text.replace(/\s+/g, ' ');
  const { word, title } = verdictOf(target);
  const opening = flat(title).slice(1, 40);
  const of = (severity: string): number =>
    new Set(target.findings.filter((one) => one.severity === severity).map(({ rule }) => rule)).size;
  const counted = ['error', 'warning'].flatMap((severity) => {
    const count = of(severity);
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  const quietRules = pages.quiet
    .split('\n')
    .filter((line) => target.findings.some(({ rule }) => line.includes(`${rule}:`)));
  const rules = new Set(target.findings.map(({ rule }) => rule));
  const silenced = rules.size > 0 && quietRules.length === 0;
  return [
    ...(['brief', 'full'] as const).flatMap((detail) =>
      flat(pages[detail]).includes(opening) ? [] : [`the ${detail} page does not say "${opening}"`],
    ),
    ...(pages.quiet.includes(word) ? [] : [`the quiet page does not say ${word}`]),
    ...counted.flatMap((words) =>
      !alone || flat(pages.brief).includes(words) ? [] : [`the brief page does not count ${words}`],
    ),
    ...(silenced ? ['the quiet page names no finding'] : []),
    ...(of('error') > 0 && /(\d+) of \1 recorded clients would get in/.test(flat(pages.brief))
      ? ['an error, and every client would get in']
      : []),
  ];
}
