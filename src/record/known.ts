import type { Asked, Exchange, Flow, Known } from '../model.js';
import { controlOf } from './control.js';
import { isModern } from './eras.js';
import { isLimited } from './limiter.js';
import { standing } from './outcome.js';
import { answerOf, requestOf, workedOf } from './reading.js';
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
    failedChecks: flows.filter((flow) => isFailedCheck(flow, flows)).map(({ id }) => id),
  };
}

function secondOf(flow: Flow | undefined): Known['second'] {
  const hello = flow === undefined ? undefined : standing(flow)[0];
  if (flow === undefined || hello === undefined || isLimited(flow)) return null;
  return { served: workedOf(hello), session: answerOf(hello)?.issuedSession != null };
}

/** A check that failed, and may have failed by chance. */
function isFailedCheck(flow: Flow, flows: readonly Flow[]): boolean {
  if (!/\/(control-again|after-discover)$/.test(flow.id) || flow.ended === 'interrupted') return false;
  return !passes(flow, flows);
}

/** A check is passed where all of it worked; what never did (on a server that forgets its sessions) is no loss. */
export function passes(check: Flow, flows: readonly Flow[]): boolean {
  const control = flows.find(({ id }) => id === `${check.id.split('/')[0]}/both`);
  const before = control === undefined ? [] : standing(control).filter(workedOf).map(methodOf);
  const sent = standing(check);
  return (
    sent.length > 0 && sent.every((exchange) => workedOf(exchange) || !before.includes(methodOf(exchange)))
  );
}

function methodOf(exchange: Exchange): string | null {
  return requestOf(exchange).method;
}
