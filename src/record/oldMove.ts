import type { ClientProfile, ClientStep } from '../model.js';
import { oldHello } from '../plan/replay.js';
import { namesEndpoint } from './match.js';
import type { Answered, Ending, Move, Outcome, Told } from './move.js';
import { endpointOf, isTaken, oldAnswer } from './oldTransport.js';
import { answerOf, isObject } from './reading.js';
import { isRedirection } from './redirected.js';

/**
 * Over the old transport: the GETs until a stream names an endpoint, then the hello that goes there.
 * @param otherwise what it comes to where none does
 */
export function oldMove(
  profile: ClientProfile,
  gets: readonly ClientStep[],
  answered: Answered,
  otherwise: (at: Told) => Ending,
): Move {
  let end: Ending = { kind: 'end', outcome: 'not-recorded', at: null };
  for (const step of gets) {
    const exchange = answered(step);
    if (exchange === null) return { kind: 'send', step, keepsSession: true };
    const at = { step, exchange };
    if (answerOf(exchange) === null) return { kind: 'end', outcome: 'stream-lost', at };
    end = otherwise(at);
    if (!namesEndpoint(exchange)) continue;
    const [first] = answerOf(exchange)?.events ?? [];
    const elsewhere = first === undefined || endpointOf(first, exchange.request.url) === null;
    if (elsewhere) return { kind: 'end', outcome: 'endpoint-elsewhere', at };
    const hello = oldHello(profile);
    if (hello === null) return end;
    const posted = answered(hello);
    if (posted === null) return { kind: 'send', step: hello, keepsSession: true };
    return afterOldHello(profile, at, { step: hello, exchange: posted });
  }
  return end;
}

function afterOldHello({ reactions }: ClientProfile, get: Told, hello: Told): Ending {
  const end = (outcome: Outcome, at: Told): Ending => ({ kind: 'end', outcome, at });
  if (answerOf(hello.exchange)?.status === 429) return end('limited', hello);
  if (answerOf(hello.exchange) === null) return end('stream-lost', get);
  if (!isTaken(hello.exchange)) return end('refused', hello);
  const message = oldAnswer(get.exchange, hello.exchange);
  if (message === null) {
    const ended = answerOf(get.exchange)?.body.end;
    return ended === 'cut' || ended === 'complete' ? end('stream-lost', get) : end('no-answer', hello);
  }
  if (!isObject(message.result)) return end('rpc-error', { ...get, step: hello.step });
  return end(reactions.sseFallback?.works === false ? 'old-transport-fails' : 'connected-old', get);
}

/**
 * What the GET of an entry that declares the old transport comes to, where no endpoint is named. A refusal for
 * another reason than the transport tells nothing.
 */
export function afterOldStream({ reactions }: ClientProfile, at: Told): Ending {
  const end = (outcome: Outcome): Ending => ({ kind: 'end', outcome, at });
  const answer = answerOf(at.exchange);
  const status = answer?.status ?? 500;
  if (status === 429) return end('limited');
  if (reactions.authorization?.on.includes(status) === true) return end('authorization');
  if (isRedirection(status)) return end('redirected');
  if (status === 401 || status === 403 || status >= 500) return end('not-recorded');
  return end(answer?.events === null ? 'refused' : 'no-endpoint');
}
