import { reportOf } from '../../src/fleet/report.js';
import { createTally } from '../../src/fleet/tally.js';
import type { FleetLine, FleetReport } from '../../src/model.js';

/** What lines do not say. */
export const AROUND = {
  ruleset: 'recommended' as const,
  shard: null,
  resumed: 0,
  repeated: 0,
  unreadable: { count: 0, first: [] },
  missing: [],
  interrupted: false,
};

/** A line of a server that is well. */
export function lineOf(at: number, changes: Partial<FleetLine> = {}): FleetLine {
  const target = `https://s${String(at).padStart(4, '0')}.example/mcp`;
  return {
    event: 'target',
    target,
    url: target,
    verdict: 'connects',
    state: 'good',
    cause: null,
    title: 'Correct clients connect',
    fault: '',
    do: [],
    stance: { legacy: 'lenient', modern: null },
    findings: [],
    requests: 20,
    ms: 100,
    exitCode: 0,
    ...changes,
  };
}

/** A line of one to which nobody connects. */
export function refused(at: number, cause: string, changes: Partial<FleetLine> = {}): FleetLine {
  return lineOf(at, {
    verdict: 'refused',
    state: 'bad',
    cause,
    title: `The server refuses what every client sends, in the way of ${cause}`,
    fault: 'server, very likely',
    do: ['Answer requests that accept both types, as the specification demands of every server.'],
    findings: [{ rule: 'correct-accept-refused', severity: 'error' }],
    exitCode: 1,
    ...changes,
  });
}

export function reportOn(lines: readonly FleetLine[]): FleetReport {
  const tally = createTally();
  for (const line of lines) tally.add(line);
  return reportOf(tally, AROUND);
}

/** Of 2,000 servers of which 40 have 30 different faults, and some could not be told. */
export function fleetReport(): FleetReport {
  const lines = Array.from({ length: 2000 }, (_, at) =>
    at % 50 === 0 ? refused(at, `cause-${(at / 50) % 30}`) : lineOf(at),
  );
  return reportOn([
    ...lines,
    lineOf(2001, { verdict: 'unclear', state: 'doubtful', cause: 'rate-limited', exitCode: 3 }),
  ]);
}
