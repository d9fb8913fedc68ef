import type { Exchange, Reactions } from '../model.js';
import { isMasked } from '../secrets/mask.js';
import { headerOf } from './answer.js';
import type { Outcome } from './move.js';
import { answerOf } from './reading.js';
import type { How } from './sending.js';

/** RFC 9110, 15.4: what was asked for is elsewhere. */
export function isRedirection(status: number): boolean {
  return status >= 300 && status <= 399;
}

/** Whether a client goes to where a redirect leads. Where a replay does not, what it would get there is not told. */
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

/** An exchange; where its client follows a redirect, the one that it leads to. It goes no further than that. */
export async function followed(send: (how: How) => Promise<Exchange>, how: How): Promise<Exchange> {
  const exchange = await send(how);
  const url = how.follows?.(exchange) ?? null;
  return url === null ? exchange : send({ ...how, url });
}

/**
 * Tells where a redirect leads a client with the same message, on the origin that was named; null: it does not go
 * there, or nothing is sent there from here.
 */
export function followedBy(reactions: Reactions): (exchange: Exchange) => string | null {
  return (exchange) => {
    if (!leadsOn(exchange) || afterRedirect(reactions, exchange) !== 'redirect-followed') return null;
    const at = exchange.request.url;
    const to = new URL(locationOf(exchange) ?? '', at);
    return isMasked(to.href) || to.origin !== new URL(at).origin ? null : to.href;
  };
}

/** A redirect after which a client may send the same message again. */
export function leadsOn(exchange: Exchange): boolean {
  return keepsMessage(answerOf(exchange)?.status ?? 0);
}

/** After any other status a client that follows sends a GET (RFC 9110 §15.4; measured on 27 clients). */
export function keepsMessage(status: number): boolean {
  return status === 307 || status === 308;
}

/** Where a redirect leads, as it stands there; null: it does not say. */
export function locationOf(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  return answer === null ? null : headerOf(answer.headers, 'location');
}
