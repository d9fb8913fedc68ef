import type { Asked, Flow, Known } from '../model.js';
import { controlOf } from './control.js';
import { isModern } from './eras.js';
import { isLimited } from './limiter.js';
import { standing } from './outcome.js';
import { answerOf, workedOf } from './reading.js';
import { boreTwoOf } from './width.js';

/** What the flows so far have shown of a server. */
export function knownOf(flows: readonly Flow[], asked: Asked, credentials: boolean): Known {
  const named = (id: string): Flow | undefined => flows.find((flow) => flow.id === id);
  const discover = named('modern/discover');
  return {
    asked,
    credentials,
    control: { legacy: controlOf(named('legacy/both')), modern: controlOf(named('modern/both')) },
    second: secondOf(named('legacy/second-hello')),
    discover: discover === undefined ? null : discover.exchanges.some(isModern) ? 'modern' : 'other',
    boreTwo: { legacy: boreTwoOf(flows, 'legacy'), modern: boreTwoOf(flows, 'modern') },
    answers: flows.some(({ exchanges }) => exchanges.some((exchange) => answerOf(exchange) !== null)),
    failedChecks: flows.filter(isFailedCheck).map(({ id }) => id),
  };
}

function secondOf(flow: Flow | undefined): Known['second'] {
  const hello = flow === undefined ? undefined : standing(flow)[0];
  if (flow === undefined || hello === undefined || isLimited(flow)) return null;
  return { served: workedOf(hello), session: answerOf(hello)?.issuedSession != null };
}

/** A check whose own hello, or list, did not work. */
function isFailedCheck(flow: Flow): boolean {
  if (!/\/(control-again|after-discover)$/.test(flow.id) || flow.ended === 'interrupted') return false;
  const [first] = standing(flow);
  return first === undefined || !workedOf(first);
}
