import { EXIT } from '../../errors.js';
import type { Exchange, FleetEnd, FleetReport, LintReport, Report } from '../../model.js';
import { jsonLine } from '../escape.js';
import { subjectsOf, subjectsOfFile } from '../issues.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { verdictOf } from './terminal/verdict.js';

/** An exchange as soon as it is over; the rest of the lines come when all is. */
export function exchangeLine(target: string, flow: string, { id, request, outcome }: Exchange): string {
  const came =
    outcome.kind === 'answer'
      ? { status: outcome.status, ms: outcome.totalMs, failure: null }
      : { status: null, ms: outcome.ms, failure: { stage: outcome.stage, code: outcome.code } };
  return jsonLine({ event: 'exchange', target, flow, id, method: request.method, ...came });
}

/** An event a line: what was found, what became of each target, and the end. */
export function renderNdjson(report: Report, _view: View, run: Run): string {
  const subjects = subjectsOf(report, run);
  const told = report.targets.flatMap((target, at) => [
    ...(subjects[at]?.issues ?? []).map((issue) =>
      jsonLine({ event: 'finding', target: target.name, ...issue }),
    ),
    ...(target.clients ?? []).map((client) => jsonLine({ event: 'client', target: target.name, ...client })),
    jsonLine({
      event: 'target',
      name: target.name,
      url: target.url,
      verdict: verdictOf(target).word,
      title: verdictOf(target).title,
      diagnosis: target.diagnosis?.id ?? null,
      blame: target.diagnosis?.blame ?? [],
      requests: target.requests,
      ms: target.ms,
      counts: target.counts,
    }),
  ]);
  return [...told, endLine(report)].join('');
}

/** The same for a configuration. */
export function renderNdjsonLint(report: LintReport): string {
  const told = subjectsOfFile(report).flatMap(({ name, issues }) =>
    issues.map((issue) => jsonLine({ event: 'finding', target: name, ...issue })),
  );
  return [...told, endLine(report)].join('');
}

/** The last line of a fleet's run; none where it was broken off: it is to be gone on with. */
export function renderFleetEnd({ tool, version, ruleset, exitCode, shard, targets }: FleetReport): string {
  if (exitCode === EXIT.interrupted) return '';
  const end: FleetEnd = { event: 'end', tool, version, ruleset, exitCode, shard, targets };
  return jsonLine(end);
}

function endLine({
  tool,
  version,
  ruleset,
  exitCode,
}: Pick<Report, 'tool' | 'version' | 'ruleset' | 'exitCode'>): string {
  return jsonLine({ event: 'end', tool, version, ruleset, exitCode });
}
