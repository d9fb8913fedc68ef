import type { Depth, Era, FlowPlan, Shape } from '../model.js';
import { planMatrix } from './around.js';
import { planBurst, planControl, planControlAgain, planDetect, planEnd, planSecondHello } from './cells.js';
import { planThorough } from './thorough.js';

export interface Request {
  era: 'auto' | Era;
  depth: Depth;
  burst: number;
  credentials: boolean;
}

/** What a run may send at most to a server of one kind. */
export interface Budget {
  era: Era;
  stateful: boolean;
  flows: FlowPlan[];
  /** Requests, the one for era detection included, that of a failed check too. */
  max: number;
}

/** The budget per era: of a stateless server, and on legacy of a stateful one, which costs the most. */
export function budgets({ era, depth, burst, credentials }: Request): Budget[] {
  const eras: Era[] = era === 'auto' ? ['legacy', 'modern'] : [era];
  return eras.flatMap((one) =>
    (one === 'legacy' ? [false, true] : [false]).map((stateful) => {
      const shape: Shape = { stateful, oneSession: false, credentials, dual: false };
      const flows = flowsOf(one, shape, depth, burst);
      const detect = era === 'legacy' ? [] : [planDetect()];
      return {
        era: one,
        stateful,
        flows: [...detect, ...flows],
        max: [...detect, ...flows].reduce((sum, plan) => sum + requestsOf(plan), 0),
      };
    }),
  );
}

/** The flows of one era, in the order in which they are sent. */
function flowsOf(era: Era, shape: Shape, depth: Depth, burst: number): FlowPlan[] {
  return [
    planControl(era),
    ...(era === 'legacy' ? [planSecondHello(era)] : []),
    ...(shape.stateful ? [planEnd(`${era}/both`)] : []),
    ...planMatrix(depth, era, shape),
    ...(depth === 'thorough' ? planThorough(era, shape) : []),
    ...(depth === 'control' && !shape.stateful ? [] : [planControlAgain(era, shape)]),
    ...(burst > 0 ? [planBurst(era, shape, burst)] : []),
  ];
}

/** The most requests that one flow can take: a step that depends on another's outcome counts once. */
function requestsOf(plan: FlowPlan): number {
  const stateful = plan.steps.some((step) => step.only === 'with-session' && step.name === 'initialized');
  return plan.steps.filter((step) => step.only !== 'with-session' || stateful || step.name !== 'delete')
    .length;
}
