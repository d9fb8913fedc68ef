import type { Answer, AnswerMatch, Exchange, Reactions } from '../model.js';
import { headerOf } from './answer.js';
import { writtenAnswer } from './oddities.js';
import {
  answerOf,
  answersTo,
  isObject,
  type JsonObject,
  mediaTypeOf,
  messageOf,
  parseJson,
  requestOf,
} from './reading.js';

/** Whether what came back is one of these. */
export function matchesAny(matches: readonly AnswerMatch[], exchange: Exchange): boolean {
  return matches.some((match) => fits(match, exchange));
}

function fits({ status, body, failure, session }: AnswerMatch, exchange: Exchange): boolean {
  if (session === true && !namesSession(exchange)) return false;
  if (isUnanswered(exchange)) {
    return failure === true || failure === (isSilent(exchange) ? 'silence' : 'broken');
  }
  if (failure !== undefined) return false;
  const answer = answerOf(exchange);
  if (answer === null) return false;
  const said: (number | string)[] = [answer.status, `${Math.floor(answer.status / 100)}xx`];
  if (status !== undefined && !status.some((one) => said.includes(one))) return false;
  return body === undefined || body.includes(bodyOf(answer));
}

function namesSession(exchange: Exchange): boolean {
  return exchange.request.headers.some(([name]) => name.toLowerCase() === 'mcp-session-id');
}

/** Of an exchange without an answer: time was up, and the connection did not break. */
export function isSilent({ outcome }: Exchange): boolean {
  return outcome.kind === 'failure' ? outcome.code === 'TIMEOUT' : outcome.body.end === 'timeout';
}

/** Nothing came back, or it broke off or never ended before it said anything. */
export function isUnanswered(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  if (answer === null) return true;
  return (answer.body.end === 'timeout' || answer.body.end === 'cut') && messageOf(answer) === null;
}

function bodyOf(answer: Answer): 'json-rpc' | 'json' | 'html' | 'text' | 'empty' {
  if (messageOf(answer)?.jsonrpc === '2.0') return 'json-rpc';
  const text = answer.body.text.trim();
  if (text === '' && (answer.events ?? []).length === 0) return 'empty';
  if (parseJson(text) !== null) return 'json';
  return text.startsWith('<') ? 'html' : 'text';
}

/** How a client reads: whether JSON under any type, and what else. */
export type Reading = Pick<Reactions, 'sniffsJson' | 'reads'>;

/**
 * The answer to this request as a client reads it: JSON from a JSON body, events from a stream, by the
 * answer's own `Content-Type`; null where it cannot.
 */
export function readMessage(exchange: Exchange, reading: Reading): JsonObject | 'not-recorded' | null {
  const answer = answerOf(exchange);
  const written = writtenAnswer(exchange);
  if (answer === null || written === null) return null;
  const type = mediaTypeOf(headerOf(answer.headers, 'content-type'));
  const asEvents = (answer.events ?? []).length > 0;
  const readable = asEvents
    ? type === 'text/event-stream'
    : type === 'application/json' || reading.sniffsJson;
  if (!readable) return null;
  const { message, oddities } = written;
  // An error about a message that the server could not read has no id.
  if (!('error' in message) && !answersTo(message, requestOf(exchange).id)) return null;
  const read = oddities.map((oddity) => reading.reads?.[oddity]);
  if (read.includes(false)) return null;
  return read.includes(undefined) ? 'not-recorded' : message;
}

/** The versions that a `server/discover` result names, or null where it is none. */
export function discovered(exchange: Exchange, reading: Reading): string[] | null {
  const message = readMessage(exchange, reading);
  const result = message === 'not-recorded' ? null : message?.result;
  if (!isObject(result) || !Array.isArray(result.supportedVersions)) return null;
  return result.supportedVersions.filter((version) => typeof version === 'string');
}

/** The old HTTP+SSE transport: the stream's first event names the URL to POST to. */
export function namesEndpoint(exchange: Exchange): boolean {
  return answerOf(exchange)?.events?.[0]?.event === 'endpoint';
}

/** A body that came compressed in a way that this tool cannot undo: what it says is not known. */
export function isUndecoded(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  if (answer === null || headerOf(answer.headers, 'content-encoding') === null) return false;
  return answer.body.bytes > 0 && answer.body.text === '' && (answer.events ?? []).length === 0;
}
