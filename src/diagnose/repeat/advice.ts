import type { Diagnosis, RepeatReport } from '../../model.js';

/** What to do about handshakes that fail at times, most likely first: from their cause, then from their order. */
export function adviceOn(report: RepeatReport): Diagnosis['do'] {
  const steps = stepsFor(report);
  return steps.length > 0 ? steps : [{ who: 'server', step: LOOK, code: null }];
}

/** The same; empty where neither says what to do. */
export function stepsFor(report: RepeatReport): Diagnosis['do'] {
  return [...byCause(report), ...byOrder(report)].map((step) => ({ who: 'server', step, code: null }));
}

const LOOK =
  'Look into the log of the server, and of what stands before it, at the time of a failure: --record FILE keeps the times.';
const IDLE =
  'Whoever closes idle connections must be the one before the server: keep them longer on the server (Node: server.keepAliveTimeout; uvicorn: --timeout-keep-alive) than in the proxy, or send Connection: close.';
const SESSIONS =
  'Keep sessions where every instance and every restart finds them, send a client to the same instance again, or serve without sessions.';

const AFTER_GET =
  'Give every client a transport of its own: what they share, a GET changes for whoever comes next. Until then let nothing send GET to this address: a health check POSTs initialize, or asks for another path.';

function byCause({ groups: [first] }: RepeatReport): string[] {
  if (first === undefined) return [];
  const address = first.apart.find(({ what }) => what === 'address');
  const inSession = first.apart.some(({ what }) => what === 'session');
  const keptSession = first.shared.some((words) => words.startsWith('in a session'));
  return [
    ...(first.cause.includes('kept-alive') ? [IDLE] : []),
    ...(first.apart.some(({ what }) => what === 'get') ? [AFTER_GET] : []),
    ...(address === undefined
      ? []
      : [`Look at the server that fails ${address.words}: it is not like the others.`]),
    ...(inSession || keptSession ? [SESSIONS] : []),
  ];
}

function byOrder({ order: { kind, nth, proved, unit } }: RepeatReport): string[] {
  if (!proved || nth === null) return [];
  switch (kind) {
    case 'from':
      return [
        `Something is used up after ${nth - 1} (sessions, connections, a pool, a limit): restart the server, and see whether it fails again after as many.`,
      ];
    case 'until':
      return [
        'It was not ready yet: start it before its clients, or let them wait until it answers initialize (--wait 30s does).',
      ];
    case 'every':
      return [
        `One ${unit} of ${nth} fails regularly: look for one bad instance or worker among ${nth}, or for a counter.`,
      ];
    case 'none':
    case 'always':
    case 'scatter':
      return [];
  }
}
