import type { ClientProfile, ClientStep, Exchange, Reactions, Stumble } from '../model.js';
import { fallbackSteps } from '../plan/replay.js';
import { MODERN_REVISION } from '../plan/revisions.js';
import { neverArrived } from './arrival.js';
import { isAssumed } from './assumed.js';
import { envelopeProblems } from './envelope.js';
import { discovered, isUnanswered, isUndecoded, matchesAny, readMessage } from './match.js';
import type { Answered, Ending, Move, Outcome, Told } from './move.js';
import { stumblingBlocks } from './oddities.js';
import { afterOldStream, oldMove } from './oldMove.js';
import { alreadyInitialized, answerOf, isObject, requestOf } from './reading.js';
import { afterRedirect, isRedirection } from './redirected.js';
import { resultProblems } from './resultShape.js';

/**
 * A client's next move, from its profile and from every answer that it has got so far. Pure: the replay asks
 * it what to send, and the report what that came to.
 * @param answers in the order of sending, one for each request
 */
export function nextMove(profile: ClientProfile, answers: readonly Exchange[]): Move {
  return moveAfter(profile, inTurn(answers));
}

/** The same, with the answers as they are asked for. */
export function moveAfter(profile: ClientProfile, answered: Answered): Move {
  const memory: Memory = { session: false, accepted: false, stream: false, forgot: false };
  let doubt: Ending | null = null;
  const [first] = profile.legacy;
  if (first?.name === 'old-stream')
    return oldMove(profile, [first], answered, (at) => afterOldStream(profile, at));
  for (const step of profile.legacy) {
    if (!isDue(step, memory)) continue;
    const exchange = answered(step);
    if (exchange === null) return { kind: 'send', step, keepsSession: keepsSession(memory, step) };
    const at = { step, exchange };
    if (step.name === 'discover' && goesModern(profile, exchange)) {
      const recorded = profile.assumed?.includes('modern') !== true;
      return recorded ? modernMove(profile, answered) : { kind: 'end', outcome: 'not-recorded', at };
    }
    const outcome = outcomeAt(profile, at) ?? (isModernOnly(profile, step) ? fatal(exchange) : null);
    // Whether it goes on or not: where the next request is refused too, it fails either way.
    if (outcome === 'not-recorded' && step.name === 'initialized') doubt = { kind: 'end', outcome, at };
    else if (outcome !== null) return fallback(profile, answered, { kind: 'end', outcome, at });
    remember(memory, profile, at);
  }
  return doubt ?? { kind: 'end', outcome: 'connected', at: null };
}

/** The server offers the modern revision; some clients go on in it whatever is offered. */
function goesModern({ reactions }: ClientProfile, exchange: Exchange): boolean {
  const offered = discovered(exchange, reactions);
  return offered !== null && (reactions.takesAnyDiscover === true || offered.includes(MODERN_REVISION));
}

/** It speaks the modern revision only, so a server that does not is the end of it. */
function isModernOnly({ legacy }: ClientProfile, { name }: ClientStep): boolean {
  return name === 'discover' && !legacy.some((step) => step.name === 'initialize');
}

/** Pairs the answers with the steps that they answer. */
export function toldOf(profile: ClientProfile, answers: readonly Exchange[]): Told[] {
  const told: Told[] = [];
  const next = inTurn(answers);
  moveAfter(profile, (step) => {
    const exchange = next(step);
    if (exchange !== null) told.push({ step, exchange });
    return exchange;
  });
  return told;
}

/** One answer for each step, in the order of sending. */
function inTurn(answers: readonly Exchange[]): Answered {
  const rest = [...answers];
  return () => rest.shift() ?? null;
}

/** What a client knows when it decides whether a step is due. */
interface Memory {
  session: boolean;
  /** The notification was answered 202. */
  accepted: boolean;
  /** A GET was answered 2xx. */
  stream: boolean;
  /** The answer to a GET has made it drop its session. */
  forgot: boolean;
}

/** The notification is under way when the GET beside it is answered. */
function keepsSession({ forgot }: Memory, { name }: ClientStep): boolean {
  return !forgot || name === 'initialized';
}

function isDue({ when }: ClientStep, { session, accepted, stream }: Memory): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'with-session':
      return session;
    case 'accepted':
      return accepted;
    case 'without-stream':
      return !stream;
    case 'accepted-without-stream':
      return accepted && !stream;
    case 'failed':
      return false;
  }
}

function remember(memory: Memory, { reactions }: ClientProfile, { step, exchange }: Told): void {
  const answer = answerOf(exchange);
  const status = answer?.status ?? 0;
  if (step.name === 'initialize') memory.session = answer?.issuedSession != null;
  if (step.name === 'initialized') memory.accepted = status === 202;
  if (step.name !== 'get') return;
  if (status >= 200 && status < 300) memory.stream = true;
  if (memory.session && reactions.getDropsSession.includes(status)) {
    memory.session = false;
    memory.forgot = true;
  }
}

/** The requests of the modern revision; an answer to the last of them decides. */
function modernMove(profile: ClientProfile, answered: Answered): Move {
  for (const step of profile.modern) {
    const exchange = answered(step);
    if (exchange === null) return { kind: 'send', step, keepsSession: true };
    const at = { step, exchange };
    const outcome = outcomeAt(profile, at);
    if (outcome !== null) return { kind: 'end', outcome, at };
  }
  return { kind: 'end', outcome: 'connected', at: null };
}

/** After a refused `initialize`: the GETs that look for the old transport, if this client sends them. */
function fallback(profile: ClientProfile, answered: Answered, end: Ending & { at: Told }): Move {
  const { sseFallback } = profile.reactions;
  const { step, exchange } = end.at;
  if (sseFallback === null || step.name !== 'initialize' || end.outcome !== 'refused') return end;
  if (!matchesAny(sseFallback.after, exchange)) return end;
  const move = oldMove(profile, fallbackSteps(profile), answered, () => end);
  const fails = move.kind === 'end' && move.outcome === 'old-transport-fails';
  return fails ? { ...end, outcome: move.outcome } : move;
}

/** What an answer makes of the whole attempt; null: the client goes on. */
function outcomeAt(profile: ClientProfile, told: Told): Outcome | null {
  const status = answerOf(told.exchange)?.status ?? null;
  if (status === 429) return 'limited';
  if (told.exchange.outcome.kind === 'failure') {
    if (told.exchange.outcome.stage === 'aborted') return 'interrupted';
    if (neverArrived(told.exchange.outcome)) return 'unreachable';
  }
  if (isAssumed(profile, told.step, told.exchange)) return 'not-recorded';
  const { authorization } = profile.reactions;
  const asksForAuthorization = status !== null && authorization?.on.includes(status) === true;
  switch (told.step.name) {
    case 'discover':
      if (isSuccessful(told.exchange) && isUndecoded(told.exchange)) return 'compressed';
      if (!matchesAny(profile.reactions.discoverFatal, told.exchange)) return null;
      return asksForAuthorization ? 'authorization' : fatal(told.exchange);
    case 'initialize':
      return asksForAuthorization ? 'authorization' : afterInitialize(profile, told.exchange);
    case 'initialized':
      if (asksForAuthorization) return 'authorization';
      return matchesAny(profile.reactions.initializedFatal, told.exchange) ? fatal(told.exchange) : null;
    case 'get':
      return matchesAny(profile.reactions.getFatal, told.exchange) ? fatal(told.exchange) : null;
    case 'tools/list':
    case 'ping':
      return asksForAuthorization ? 'authorization' : afterRequest(profile, told.exchange);
    default:
      // What these are answered keeps no recorded client from connecting.
      return null;
  }
}

function fatal(exchange: Exchange): Outcome {
  if (isUnanswered(exchange)) return 'no-answer';
  return isSuccessful(exchange) ? 'unreadable' : 'refused';
}

function afterInitialize(profile: ClientProfile, exchange: Exchange): Outcome | null {
  if (alreadyInitialized(exchange)) return 'one-session';
  const outcome = afterRequest(profile, exchange);
  if (outcome !== null) return outcome;
  const { reactions } = profile;
  const message = readMessage(exchange, reactions);
  const result = message === 'not-recorded' ? null : message?.result;
  if (!isObject(result)) return 'rpc-error';
  const { protocolVersions } = reactions;
  if (protocolVersions === null || typeof result.protocolVersion !== 'string') return null;
  return protocolVersions.includes(result.protocolVersion) ? null : 'version';
}

function afterRequest({ reactions }: ClientProfile, exchange: Exchange): Outcome | null {
  if (isSuccessful(exchange) && isUndecoded(exchange)) return 'compressed';
  if (isUnanswered(exchange)) return 'no-answer';
  if (isRedirection(answerOf(exchange)?.status ?? 0)) return afterRedirect(reactions, exchange);
  if (!isSuccessful(exchange)) return 'refused';
  const message = readMessage(exchange, reactions);
  if (message === null) return 'unreadable';
  if (message === 'not-recorded') return message;
  if (stumblesOver(reactions, exchange).length > 0) return 'stumbles';
  if (reactions.stumblesOver === undefined && stumblingBlocks(exchange).some(isSeldom)) return 'not-recorded';
  if (envelopeProblems(message).length > 0) {
    return reactions.needsEnvelope === true ? 'unreadable' : 'not-recorded';
  }
  const faults = resultProblems(requestOf(exchange).method, message).map(({ fault }) => fault);
  if (faults.length === 0) return null;
  const { refusesResults } = reactions;
  if (refusesResults === undefined) return 'not-recorded';
  return faults.some((fault) => refusesResults.includes(fault)) ? 'misshapen' : null;
}

/** What in this answer it cannot read, though the standards allow it. */
export function stumblesOver({ stumblesOver: known = [] }: Reactions, exchange: Exchange): Stumble[] {
  return stumblingBlocks(exchange).filter((what) => known.includes(what));
}

/** The official SDKs send the others, so whoever was recorded has met them. */
function isSeldom(what: Stumble): boolean {
  return what !== 'empty-event' && what !== 'retry';
}

function isSuccessful(exchange: Exchange): boolean {
  const status = answerOf(exchange)?.status ?? 0;
  return status >= 200 && status < 300;
}
