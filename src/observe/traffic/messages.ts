import type { Era, Exchange, HeaderLine, ObservedMessage } from '../../model.js';
import { MODERN_REVISION } from '../../plan/revisions.js';
import { headerOf } from '../../record/answer.js';
import { answerOf, negotiatedOf, requestOf, workedOf } from '../../record/reading.js';
import { isHello, type Talk } from './talks.js';

/** What is known of a conversation when a message of it is sent. */
export interface Before {
  greeted: boolean;
  negotiated: string | null;
  /** The session that the server gave out last. */
  session: string | null;
  /** Ended by the client's DELETE, or by a 404 to it. */
  ended: Set<string>;
}

/** What the target is, as far as it matters to whom a message goes. */
export interface Towards {
  https: boolean;
  loopback: boolean;
}

/** The first revision in which every request repeats the version that was negotiated. */
const VERSION_DUE_FROM = '2025-06-18';

/** Every fact of one message, from what its conversation was before it. */
export function messageOf(
  exchange: Exchange,
  talk: Pick<Talk, 'sessions'>,
  { id: conversation, client, era }: { id: string; client: string; era: Era },
  before: Before,
  towards: Towards,
): ObservedMessage {
  const { headers, method, body, session, credentials } = exchange.request;
  const accept = joined(headers, 'accept');
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const versions = valuesOf(headers, 'mcp-protocol-version');
  const hello = isHello(exchange);
  const negotiated = before.negotiated;
  const rpc = requestOf(exchange).method;
  const batch = Array.isArray(body);
  const methodHeader = headerOf(headers, 'mcp-method');
  const status = answerOf(exchange)?.status ?? null;
  const versionDue = before.greeted && !hello && negotiated !== null && negotiated >= VERSION_DUE_FROM;
  return {
    id: exchange.id,
    conversation,
    client,
    era,
    method,
    message: batch ? 'a batch' : (rpc ?? (method === 'POST' ? 'a response' : method)),
    isHello: hello,
    afterHello: before.greeted && !hello,
    accept,
    acceptsBoth: types.includes('application/json') && types.includes('text/event-stream'),
    acceptsStream: types.includes('text/event-stream'),
    contentType: headerOf(headers, 'content-type'),
    batch,
    versions,
    version: versions.length === 0 ? null : versions.join(', '),
    negotiated,
    versionDue,
    versionFits: !versionDue || (versions.length === 1 && versions[0] === negotiated),
    session: sessionOf(session, talk, before),
    sessionDue: !hello && before.session !== null && !before.ended.has(before.session),
    methodHeader,
    methodHeaderFits: era === 'legacy' || (rpc === null ? method === 'POST' : methodHeader === rpc),
    credentials,
    exposed: credentials && !towards.https && !towards.loopback,
    status,
    refused: status !== null && status >= 400 && status < 500 && ![401, 403, 429].includes(status),
  };
}

/** What the conversation is after this message. */
export function after(exchange: Exchange, before: Before): Before {
  const answer = answerOf(exchange);
  const ended = new Set(before.ended);
  const { session, method } = exchange.request;
  const gone = answer?.status === 404 && session !== null && method !== 'DELETE';
  if (session !== null && (gone || (method === 'DELETE' && answer !== null))) ended.add(session);
  const worked = isHello(exchange) && workedOf(exchange);
  const modern = worked && requestOf(exchange).method === 'server/discover';
  return {
    greeted: before.greeted || worked,
    negotiated: modern ? MODERN_REVISION : (negotiatedOf(exchange) ?? before.negotiated),
    session: answer?.issuedSession?.ref ?? before.session,
    ended,
  };
}

function sessionOf(
  session: string | null,
  { sessions }: Pick<Talk, 'sessions'>,
  { ended }: Before,
): ObservedMessage['session'] {
  if (session === null) return 'none';
  if (ended.has(session)) return 'ended';
  return sessions.has(session) ? 'own' : 'foreign';
}

function joined(lines: readonly HeaderLine[], name: string): string | null {
  const values = lines.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** Of all lines, and of a list in one. */
function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return (joined(lines, name) ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
