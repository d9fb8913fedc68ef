import type { Exchange, Reactions } from '../model.js';
import { headerOf } from './answer.js';
import type { Outcome } from './move.js';
import { answerOf } from './reading.js';

/** RFC 9110, 15.4: what was asked for is elsewhere. */
export function isRedirection(status: number): boolean {
  return status >= 300 && status <= 399;
}

/** Whether a client goes to where a redirect leads. A replay does not, so what it would get there is not told. */
export function afterRedirect({ redirects }: Reactions, exchange: Exchange): Outcome {
  const [at, to] = [exchange.request.url, locationOf(exchange)];
  if (redirects === undefined || to === null || !URL.canParse(at) || !URL.canParse(to, at))
    return 'redirected';
  const [from, next] = [new URL(at), new URL(to, at)];
  const status = answerOf(exchange)?.status ?? 0;
  const stays = from.origin === next.origin;
  if ((stays ? redirects.sameOrigin : redirects.elsewhere).includes(status)) return 'redirect-followed';
  // Some take the https form of an origin for the same one; that was not recorded.
  const secured = from.hostname === next.hostname && from.protocol === 'http:' && next.protocol === 'https:';
  return secured && redirects.sameOrigin.includes(status) ? 'redirected' : 'redirect-not-followed';
}

/** Where a redirect leads, as it stands there; null: it does not say. */
export function locationOf(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  return answer === null ? null : headerOf(answer.headers, 'location');
}
