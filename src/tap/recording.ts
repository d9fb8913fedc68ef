import { MADE_BY } from '../madeBy.js';
import type { Asked, Exchange, RecordedRoute, Recording, TappedConnection, Target } from '../model.js';
import { observeTraffic } from '../observe/traffic.js';
import type { Redactor } from '../record/redact.js';
import { redactedTarget } from '../record/redact.js';
import { isCredential } from '../secrets/names.js';
import { arranged } from './flows.js';

/** What a tap leaves behind. */
export interface Passed {
  startedAt: string;
  listen: string;
  exchanges: readonly Exchange[];
  connections: readonly TappedConnection[];
  refused: number;
  /** Exchanges that passed after so many that no more are kept. */
  unkept: number;
  route: RecordedRoute;
  endedMs: number;
}

/** The names of the headers that carried credentials; `url`, where none of them did and they went along. */
function credentialsIn(exchanges: readonly Exchange[]): string[] {
  const carrying = exchanges.filter(({ request }) => request.credentials);
  const names = carrying.flatMap(({ request }) =>
    request.headers.map(([name]) => name.toLowerCase()).filter(isCredential),
  );
  return carrying.length > 0 && names.length === 0 ? ['url'] : [...new Set(names)];
}

/** What passed, as a recording that is judged like any other. What came to be known as a secret later is hidden in all of it. */
export function recordingOf(target: Target, asked: Asked, passed: Passed, redactor: Redactor): Recording {
  const known = JSON.stringify(passed.exchanges);
  const exchanges = JSON.parse(redactor.body(known, true)) as Exchange[];
  const { startedAt, listen, connections, refused, unkept, route, endedMs } = passed;
  const base: Recording = {
    schema: 1,
    tool: MADE_BY,
    startedAt,
    target: { ...redactedTarget(target, redactor), credentials: credentialsIn(exchanges) },
    asked,
    plan: [],
    flows: [{ id: 'legacy/traffic', exchanges, ended: 'complete', reason: null }],
    notSent: [],
    replays: [],
    repeats: null,
    route,
    network: null,
    redirects: [],
    traffic: { listen, connections: [...connections], refused, unkept, endedMs },
    problem: null,
    cutShort: null,
  };
  const observed = observeTraffic(base);
  return observed === null ? base : { ...base, ...arranged(exchanges, observed) };
}
