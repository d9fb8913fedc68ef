import type { Exchange, Flow, FlowPlan, Need } from '../model.js';
import { type SentenceId, say } from '../say.js';
import { headerOf } from './answer.js';
import { isSuccess } from './outcome.js';
import { answerOf, hasLimitHeaders, requestOf, workedOf } from './reading.js';

/** Why a flow is not sent, or null: what it depends on was not seen. */
export function needUnmet(plan: FlowPlan, flows: readonly Flow[]): string | null {
  for (const need of plan.needs) {
    const shown = exchangesOf(need, flows).some((exchange) => shows(need.must, exchange));
    if (!shown) return say(WHY[need.must]);
  }
  return null;
}

const WHY: Record<Need['must'], SentenceId> = {
  'be-refused-without-credentials': 'credentials-not-refused',
  'be-served': 'second-user-not-served',
  'show-limits': 'no-limit-headers',
  challenge: 'no-challenge',
  'end-its-session': 'session-not-ended',
  'open-a-session': 'no-session-opened',
  'be-refused-for-its-type': 'get-not-refused',
};

/** The flow itself; a challenge may come from the control too, when no credentials were given. */
function exchangesOf(need: Need, flows: readonly Flow[]): Exchange[] {
  const era = need.flow.split('/')[0];
  const ids = need.must === 'challenge' ? [need.flow, `${era}/both`] : [need.flow];
  return flows.filter((flow) => ids.includes(flow.id)).flatMap((flow) => flow.exchanges);
}

function shows(must: Need['must'], exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  if (answer === null) return false;
  switch (must) {
    case 'be-refused-without-credentials':
      return answer.status === 401 || answer.status === 403;
    case 'be-served':
      return workedOf(exchange) && requestOf(exchange).method === 'tools/list';
    case 'show-limits':
      return hasLimitHeaders(answer);
    case 'challenge':
      return answer.status === 401 || headerOf(answer.headers, 'www-authenticate') !== null;
    case 'open-a-session':
      return workedOf(exchange) && headerOf(answer.headers, 'mcp-session-id') !== null;
    case 'end-its-session':
      return exchange.request.method === 'DELETE' && isSuccess(exchange);
    case 'be-refused-for-its-type':
      return exchange.request.method === 'GET' && !workedOf(exchange) && answer.status !== 405;
  }
}
