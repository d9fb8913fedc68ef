import { EXIT } from '../errors.js';
import { bySeverity } from '../judge/severity.js';
import type { FleetLine, FleetState, Report, TargetReport } from '../model.js';
import { verdictOf } from './formats/terminal/verdict.js';

const STATES = { '✓': 'good', '~': 'doubtful', '✗': 'bad' } as const;
/** Steps that are said of one target among many. */
const STEPS = 2;

/**
 * What is kept of the report on one target of a fleet.
 * @param id by what it is known again
 */
export function fleetLine(id: string, report: Report): FleetLine {
  const [target] = report.targets;
  if (target === undefined) throw new Error('a report on nothing');
  const { sign, word, title, fault, steps } = verdictOf(target);
  const state = STATES[sign];
  return {
    event: 'target',
    target: id,
    url: target.url,
    verdict: word,
    state,
    cause: causeOf(target, state),
    title,
    fault,
    do: steps.slice(0, STEPS),
    stance: target.stance,
    findings: rulesOf(target),
    requests: target.requests,
    ms: target.ms,
    exitCode: report.exitCode,
  };
}

/** The same of one whose time was over before it could be judged. */
export function unfinishedLine(id: string, url: string, seconds: number, requests: number): FleetLine {
  return {
    event: 'target',
    target: id,
    url,
    verdict: 'unclear',
    state: 'doubtful',
    cause: 'target-deadline',
    title: `It was not judged within ${seconds} s`,
    fault: '',
    do: ['Probe it alone: mcp-accept probe URL.', 'Give each target more time: --target-deadline 10m.'],
    stance: { legacy: null, modern: null },
    findings: [],
    requests,
    ms: seconds * 1000,
    exitCode: EXIT.notJudged,
  };
}

/** What targets with the same fault have in common. */
function causeOf({ diagnosis, notJudged, findings }: TargetReport, state: FleetState): string | null {
  if (state === 'good') return null;
  if (diagnosis?.class === 'cause') return diagnosis.id;
  const error = findings.find(({ severity }) => severity === 'error');
  return error?.rule ?? notJudged?.reason ?? 'unclear';
}

function rulesOf({ findings }: TargetReport): FleetLine['findings'] {
  const worst = new Map<string, FleetLine['findings'][number]>();
  const inOrder = [...findings].sort((a, b) => bySeverity(a, b) || (a.rule < b.rule ? -1 : 1));
  for (const { rule, severity } of inOrder) if (!worst.has(rule)) worst.set(rule, { rule, severity });
  return [...worst.values()];
}
