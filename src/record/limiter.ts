import type { Answer, Exchange, Flow } from '../model.js';
import { headerOf } from './answer.js';
import { standing } from './outcome.js';
import { answerOf, hasLimitHeaders, mediaTypeOf } from './reading.js';

/**
 * Whether a limiter explains an answer, so that it tells nothing of the server behind: a 429, or a 503 that says
 * when to come back or what is left, or that is nginx's own page (`limit_req` answers so by default).
 */
export function isFromLimiter(answer: Answer): boolean {
  if (answer.status === 429) return true;
  if (answer.status !== 503) return false;
  return headerOf(answer.headers, 'retry-after') !== null || hasLimitHeaders(answer) || isNginxPage(answer);
}

/** nginx has not asked the server behind it: its page for a server that is down is a 502. */
export function isNginxPage({ headers }: Answer): boolean {
  const server = headerOf(headers, 'server') ?? '';
  return /^nginx\b/i.test(server) && mediaTypeOf(headerOf(headers, 'content-type')) === 'text/html';
}

/** A limiter had the last word on some step of a flow. */
export function isLimited(flow: Flow): boolean {
  return standing(flow).some(isLimitedAt);
}

export function isLimitedAt(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  return answer !== null && isFromLimiter(answer);
}
