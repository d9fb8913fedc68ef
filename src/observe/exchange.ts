import type { Answer, Exchange, FlowPlan, HeaderLine, ObservedExchange, StepPlan } from '../model.js';
import { headerOf, isNamed } from '../record/answer.js';
import { isCut } from '../record/keptAlive.js';
import { limitOf } from '../record/limit.js';
import { isFromLimiter } from '../record/limiter.js';
import { stumblingBlocks, writtenAnswer } from '../record/oddities.js';
import {
  alreadyInitialized,
  answerOf,
  hasLimitHeaders,
  mediaTypeOf,
  negotiatedOf,
  requestOf,
  retryAfterMs,
  workedOf,
} from '../record/reading.js';
import { isAcceptable } from './accept.js';
import { isAsClientsSend } from './asClientsSend.js';
import { bodyKindOf, bodyMatchesType } from './body.js';
import { misframed } from './framing.js';
import { frontFacts } from './front.js';
import { mannerFacts } from './manner.js';
import { isOfAnother } from './metadata.js';
import { listedVersions, rpcFacts, versionInBody } from './rpc.js';
import { saidFacts } from './said.js';

/** Every fact of one exchange that can be told without looking at the others. */
export function observeExchange(plan: FlowPlan, step: StepPlan, exchange: Exchange): ObservedExchange {
  const answer = answerOf(exchange);
  const { outcome, request } = exchange;
  const accept = joined(request.headers, 'accept');
  const contentType = answerHeader(answer, 'content-type');
  const mediaType = mediaTypeOf(contentType);
  const body = answer === null ? 'none' : bodyKindOf(answer);
  const said =
    answer === null ? '' : answer.body.text + (answer.events ?? []).map((event) => event.data).join('\n');
  const retryAfter = answerHeader(answer, 'retry-after');
  const front = frontFacts(answer, body === 'json-rpc' || body === 'event-stream');
  return {
    id: exchange.id,
    flow: plan.id.slice(plan.id.indexOf('/') + 1),
    kind: plan.kind,
    cell: plan.cell,
    era: plan.era,
    step: step.name,
    role: step.role,
    method: request.method,
    seq: exchange.seq,
    superseded: false,
    suspect: false,
    limited: answer !== null && isFromLimiter(answer),
    afterDelete: false,
    asClientsSend: step.role === 'setup' || isAsClientsSend(plan, exchange),
    accept,
    credentials: request.credentials,
    session: request.session === null ? 'none' : request.session === 'bogus' ? 'bogus' : 'issued',
    versionSent: headerOf(request.headers, 'mcp-protocol-version'),
    rpcMethod: requestOf(exchange).method,
    failure: outcome.kind === 'failure' ? { stage: outcome.stage, code: outcome.code } : null,
    reusedConnection: reusedConnection(exchange),
    status: answer?.status ?? null,
    mediaType,
    contentType,
    location: answerHeader(answer, 'location'),
    wwwAuthenticate: answerList(answer, 'www-authenticate'),
    allow: answerList(answer, 'allow'),
    cacheControl: answerList(answer, 'cache-control'),
    accelBuffering: answerHeader(answer, 'x-accel-buffering'),
    ...front,
    proxied: front.via !== null || front.front !== null,
    ...saidFacts(answer),
    ...mannerFacts(answer),
    oddities: [...(writtenAnswer(exchange)?.oddities ?? []), ...stumblingBlocks(exchange)],
    misframed: misframed(exchange),
    versionHeader: answerHeader(answer, 'mcp-protocol-version'),
    versionNegotiated: step.name === 'initialize' ? negotiatedOf(exchange) : null,
    versionInBody: request.method === 'GET' ? versionInBody(answer) : null,
    versionsListed: listedVersions(answer),
    retryAfter,
    retryAfterWellFormed: retryAfter === null ? null : isRetryAfter(retryAfter),
    hasLimits: answer !== null && hasLimitHeaders(answer),
    limitRemaining: answer === null ? null : (limitOf(answer, 0)?.left ?? null),
    corsAllowOrigin: answerHeader(answer, 'access-control-allow-origin'),
    corsAllowHeaders: answerList(answer, 'access-control-allow-headers')?.toLowerCase() ?? null,
    corsExposeHeaders: answerList(answer, 'access-control-expose-headers')?.toLowerCase() ?? null,
    metadataOfAnother: step.name === 'metadata' ? isOfAnother(request.url, answer) : null,
    body,
    bodyEnd: answer?.body.end ?? null,
    bodyBytes: answer?.body.bytes ?? 0,
    bodyMatchesType: answer === null ? null : bodyMatchesType(mediaType, body, answer),
    ...rpcFacts(exchange, answer),
    worked: workedOf(exchange),
    acceptable: mediaType === null ? null : isAcceptable(accept, mediaType),
    refusedAccept: false,
    namesJson: /application\/json/i.test(said),
    namesSse: /text\/event-stream/i.test(said),
    namesProduced: null,
    alreadyInitialized: alreadyInitialized(exchange),
    sessionIssued: answer?.issuedSession != null,
    sessionIdVisibleAscii: answer?.issuedSession?.visibleAscii ?? null,
    resourceMetadata:
      /resource_metadata\s*=\s*"?([^",\s]+)/i.exec(answerList(answer, 'www-authenticate') ?? '')?.[1] ?? null,
    firstByteMs: answer?.firstByteMs ?? null,
    totalMs: outcome.kind === 'answer' ? outcome.totalMs : outcome.ms,
  };
}

function reusedConnection(exchange: Exchange): ObservedExchange['reusedConnection'] {
  const { connection } = exchange;
  if (connection === null || !connection.reused || !connection.written) return null;
  return isCut(exchange) ? 'cut' : 'held';
}

function answerHeader(answer: Answer | null, name: string): string | null {
  return answer === null ? null : headerOf(answer.headers, name);
}

/** A header whose lines are one list (RFC 9110 section 5.3). */
function answerList(answer: Answer | null, name: string): string | null {
  return answer === null ? null : joined(answer.headers, name);
}

function joined(lines: readonly HeaderLine[], name: string): string | null {
  const values = lines.filter((line) => isNamed(line, name)).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** RFC 9110 section 10.2.3: delta-seconds or an HTTP date. */
function isRetryAfter(value: string): boolean {
  return retryAfterMs(value, 0) !== null;
}
