import type { Exchange } from '../model.js';
import { headerOf } from '../record/answer.js';
import { answerOf, mediaTypeOf, requestOf } from '../record/reading.js';
import { forTerminal } from './escape.js';

/** What to tell the user of a tap that listens. @param url what the client is to be given */
export function renderTapInvitation(url: string, target: string, until: string): string {
  return [
    `Give the client this URL in the place of ${forTerminal(target, 2000)}, and let it connect:`,
    '',
    `  ${forTerminal(url, 2000)}`,
    '',
    `Everything passes as it is, but for Host. ${until}`,
    'Not seen: what goes to an absolute address that the server names (redirects, the old HTTP+SSE transport). A client',
    'that compares the address of OAuth metadata with the one that it was given refuses here, and not without the tap.',
    '',
    '',
  ].join('\n');
}

/**
 * One exchange in one line, as soon as the head of its answer has come:
 * `x3 POST tools/list -> 200 application/json 12 ms (Accept: ..., MCP-Protocol-Version: 2025-11-25, session s1)`.
 */
export function renderTapped(exchange: Exchange): string {
  const { method, url, headers, session, body } = exchange.request;
  const { outcome } = exchange;
  const rpc = Array.isArray(body) ? 'a batch' : requestOf(exchange).method;
  const all = (name: string): string[] =>
    headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  const accept = all('accept');
  const versions = all('mcp-protocol-version');
  const sent = [
    `Accept: ${accept.length === 0 ? 'none' : accept.join(' | ')}`,
    ...(versions.length === 0 ? [] : [`MCP-Protocol-Version: ${versions.join(' | ')}`]),
    ...(session === null
      ? []
      : [session === 'bogus' ? 'a session not given out here' : `session ${session}`]),
    ...(exchange.request.credentials ? ['with credentials'] : []),
  ];
  const came =
    outcome.kind === 'answer'
      ? `${outcome.status} ${mediaTypeOf(headerOf(outcome.headers, 'content-type')) ?? 'without a type'} ${outcome.firstByteMs} ms`
      : `no answer (${outcome.code}) ${outcome.ms} ms`;
  const { pathname } = new URL(url);
  return forTerminal(`${exchange.id} ${method} ${rpc ?? pathname} -> ${came} (${sent.join(', ')})`, 300);
}

/** What became of an answer that did not end well, in a line of its own; null where it did. */
export function renderTappedEnd(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  if (answer?.body.end !== 'cut') return null;
  return `${exchange.id} was cut off after ${answer.body.bytes} bytes, ${answer.totalMs} ms`;
}
