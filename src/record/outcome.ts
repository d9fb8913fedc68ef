import type { Exchange, Flow, FlowPlan, StepPlan } from '../model.js';
import { say } from '../say.js';
import { neverArrived } from './arrival.js';
import { answerOf, workedOf } from './reading.js';

/** The exchanges that count: of a step that was sent again, the last. */
export function standing(flow: Flow): Exchange[] {
  return [...new Map(flow.exchanges.map((exchange) => [exchange.step, exchange])).values()];
}

/** Why a flow cannot go on after this exchange, or null. */
export function stopReason(plan: FlowPlan, step: StepPlan, exchange: Exchange): string | null {
  const status = answerOf(exchange)?.status;
  if (step.role === 'cleanup') return null;
  if (plan.cell === 'rate-limited') return status === 429 ? say('limit-reached') : null;
  const { outcome } = exchange;
  if (outcome.kind === 'failure' && (neverArrived(outcome) || outcome.stage === 'aborted')) {
    return say('step-not-sent', { step: step.name, code: outcome.code });
  }
  const opening =
    step.role === 'setup' ||
    (plan.kind === 'control' && (step.name === 'initialize' || step.name === 'discover'));
  if (!opening || workedOf(exchange)) return null;
  // Some servers refuse the notification and work all the same.
  if (step.name === 'initialized') return null;
  return status === undefined
    ? say('step-unanswered', { step: step.name })
    : say('step-answered', { step: step.name, status });
}

export function isSuccess(exchange: Exchange): boolean {
  const status = answerOf(exchange)?.status ?? 0;
  return status >= 200 && status < 300;
}

export function isBroken(exchange: Exchange): boolean {
  return (answerOf(exchange)?.status ?? 500) >= 500;
}

/** RFC 9110, 15.6.3 to 15.6.5: what stands before a server that is starting, restarting, or gone. */
const OF_GATEWAYS = [502, 503, 504];

export function isOfGateway(exchange: Exchange): boolean {
  return OF_GATEWAYS.includes(answerOf(exchange)?.status ?? 0);
}
