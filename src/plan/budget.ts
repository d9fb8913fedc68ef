import type { Depth, Era, FlowPlan, Known } from '../model.js';
import { seen, WELL } from './all.js';
import { STAGES } from './stages.js';

export interface Request {
  era: 'auto' | Era;
  depth: Depth;
  burst: number;
  credentials: boolean;
  secondUser?: boolean;
}

/** What a run may send at most to a server of one kind. */
export interface Budget {
  era: Era;
  stateful: boolean;
  flows: FlowPlan[];
  /** Requests, those for era detection included. */
  max: number;
}

/** The budget per era: of a stateless server, and on legacy of a stateful one, which costs the most. */
export function budgets(request: Request): Budget[] {
  const eras: Era[] = request.era === 'auto' ? ['legacy', 'modern'] : [request.era];
  return eras.flatMap((era) =>
    (era === 'legacy' ? [false, true] : [false]).map((stateful) => {
      const known = era === 'legacy' ? legacyServer(request, stateful) : modernServer(request);
      const flows = STAGES.flatMap((stage) => stage.flows(known));
      return { era, stateful, flows, max: flows.reduce((sum, plan) => sum + requestsOf(plan), 0) };
    }),
  );
}

/** A server that serves the clients which say `initialize`, and no others. */
function legacyServer(asked: Request, stateful: boolean): Known {
  const control = { legacy: seen(true, stateful), modern: null };
  const second = { served: true, session: stateful };
  const { credentials } = asked;
  return { asked, credentials, control, second, discover: 'other', ...WELL, failedChecks: [] };
}

function modernServer(asked: Request): Known {
  const control = { legacy: seen(false, false), modern: seen(true, false) };
  const { credentials } = asked;
  return { asked, credentials, control, second: null, discover: 'modern', ...WELL, failedChecks: [] };
}

/** The most requests that one flow can take: a step that depends on another's outcome counts once. */
export function requestsOf(plan: FlowPlan): number {
  const stateful = plan.steps.some((step) => step.only === 'with-session' && step.name === 'initialized');
  return plan.steps.filter((step) => step.only !== 'with-session' || stateful || step.name !== 'delete')
    .length;
}
