import type { Exchange, Flow } from '../model.js';
import { standing } from './outcome.js';
import { answerOf, workedOf } from './reading.js';

/** What became of the first step of a flow, by the flow's id. */
export interface Hellos {
  sent(flowId: string): boolean;
  worked(flowId: string): boolean;
  status(flowId: string): number | null;
}

/** A view of flows that grow while the run goes on. */
export function hellosOf(flows: readonly Flow[]): Hellos {
  const hello = (id: string): Exchange | undefined => {
    const flow = flows.find((one) => one.id === id);
    return flow === undefined ? undefined : standing(flow)[0];
  };
  return {
    sent: (id) => hello(id) !== undefined,
    worked(id) {
      const exchange = hello(id);
      return exchange !== undefined && workedOf(exchange);
    },
    status(id) {
      const exchange = hello(id);
      return exchange === undefined ? null : (answerOf(exchange)?.status ?? null);
    },
  };
}

/** The very first request did not even get through: there is nothing to talk to. */
export function isUnreachable(flows: readonly Flow[]): boolean {
  const first = flows[0]?.exchanges[0]?.outcome;
  return first?.kind === 'failure' && ['dns', 'connect', 'tls', 'aborted'].includes(first.stage);
}
