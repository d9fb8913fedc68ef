import type { ControlSeen, Exchange, Flow, Json, StepName } from '../model.js';
import { standing } from './outcome.js';
import { answerOf, isObject, messageOf, requestOf, workedOf } from './reading.js';

/** What a client opens with, by the method of the request. */
const STEPS: Record<string, StepName> = {
  initialize: 'initialize',
  'notifications/initialized': 'initialized',
  'server/discover': 'discover',
  'tools/list': 'tools/list',
};

/**
 * The handshake of a correct client, as it went: a step that fails, fails the whole, since most clients give up
 * there. A server that offers no tools may answer their list as it likes.
 * @returns null where nothing was sent
 */
export function controlOf(flow: Flow | undefined): ControlSeen | null {
  const [hello] = flow?.exchanges ?? [];
  if (flow === undefined || hello === undefined) return null;
  const last = standing(flow);
  const opening = last.find(({ step }) => step === hello.step) ?? hello;
  const failed = last.find((exchange) => !workedOf(exchange) && !isListOfNone(exchange, opening));
  return {
    hello: workedOf(opening),
    works: failed === undefined && flow.ended === 'complete',
    failedAt: failed === undefined ? null : stepOf(failed),
    status: failed === undefined ? null : (answerOf(failed)?.status ?? null),
    session: answerOf(opening)?.issuedSession != null,
  };
}

function stepOf(exchange: Exchange): StepName {
  return STEPS[requestOf(exchange).method ?? ''] ?? 'other';
}

/** `tools/list` where no tools are offered, or, where it is not told whether they are, the method is not known (-32601). */
function isListOfNone(exchange: Exchange, hello: Exchange): boolean {
  if (stepOf(exchange) !== 'tools/list') return false;
  const offered = capabilitiesOf(hello);
  if (isObject(offered)) return !('tools' in offered);
  const answer = answerOf(exchange);
  const error = answer === null ? undefined : messageOf(answer)?.error;
  return isObject(error) && error.code === -32601;
}

function capabilitiesOf(hello: Exchange): Json | undefined {
  const answer = answerOf(hello);
  const result = answer === null ? undefined : messageOf(answer)?.result;
  return isObject(result) ? result.capabilities : undefined;
}
