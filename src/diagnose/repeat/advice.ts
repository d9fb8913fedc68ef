import type { Diagnosis, RepeatReport } from '../../model.js';

/** What to do about handshakes that fail at times, most likely first: from their cause, then from their order. */
export function adviceOn({ groups, order, asked }: RepeatReport): Diagnosis['do'] {
  const steps: Diagnosis['do'] = [];
  const [first] = groups;
  const apart = first?.apart.map(({ what }) => what) ?? [];
  if (first?.cause === 'a kept-alive connection was cut')
    steps.push({
      who: 'server',
      step: 'Whoever closes idle connections closes them last: keep them longer on the server than in the proxy before it (Node: server.keepAliveTimeout; nginx: keepalive_timeout; uvicorn: --timeout-keep-alive), or send Connection: close.',
    });
  if (apart.includes('address'))
    steps.push({
      who: 'server',
      step: `Look at the server behind that address (${first?.apart[0]?.words}): it is not like the others.`,
    });
  if (apart.includes('session') || first?.shared.some((words) => words.startsWith('in a session')) === true)
    steps.push({
      who: 'server',
      step: 'Keep sessions where every instance and every restart finds them, send a client to the same instance again, or serve without sessions.',
    });
  if (order.proved) steps.push(...byOrder(order, asked.parallel));
  if (steps.length === 0)
    steps.push({
      who: 'server',
      step: 'Look into the log of the server, and of what stands before it, at the time of a failure: --record FILE keeps the times.',
    });
  return steps;
}

function byOrder({ kind, nth }: RepeatReport['order'], parallel: number): Diagnosis['do'] {
  switch (kind) {
    case 'from':
      return [
        {
          who: 'server',
          step: `Something is used up after ${(nth ?? 1) - 1} clients (sessions, connections, a pool, a limit): restart the server, and see whether it comes back after as many.`,
        },
      ];
    case 'until':
      return [
        {
          who: 'server',
          step: 'It was not ready yet: start it before its clients, or let them wait for it (a health check that asks initialize).',
        },
      ];
    case 'every':
      return parallel > 1
        ? []
        : [
            {
              who: 'server',
              step: `One of ${nth} fails regularly: look for one bad instance among ${nth} behind the same address, or a counter.`,
            },
          ];
    case 'none':
    case 'always':
    case 'scatter':
      return [];
  }
}
