import type { ClientCause } from '../model.js';
import type { Ending, Told } from '../record/client.js';
import { configuredLine } from '../record/configured.js';
import { type ServerTells, statusOf, writtenName } from './clientWords.js';

/** What stands in the way of a client that does not connect, for programs. */
export function causeOf(
  { outcome, at }: Ending,
  told: readonly Told[],
  server: ServerTells,
): ClientCause | null {
  switch (outcome) {
    case 'connected':
    case 'connected-old':
      return null;
    case 'refused':
      return at === null ? { kind: 'other' } : refusal(at, told, server);
    case 'no-answer':
      return { kind: at?.step.name === 'discover' ? 'discover' : 'silence' };
    case 'unreadable':
      return { kind: unreadable(at) };
    case 'version':
      return { kind: 'version' };
    case 'old-transport-fails':
      return { kind: 'old-transport' };
    case 'authorization':
      return { kind: 'authorization' };
    case 'rpc-error':
    case 'one-session':
    case 'limited':
    case 'redirected':
    case 'compressed':
    case 'unreachable':
    case 'interrupted':
    case 'not-recorded':
      return { kind: 'other' };
  }
}

function refusal(at: Told, told: readonly Told[], server: ServerTells): ClientCause {
  const configured = configuredLine(at, told);
  if (configured !== null) {
    return { kind: 'configured-header', headers: [writtenName(configured.name)], withoutConnects: null };
  }
  const status = statusOf(at);
  if (status === 401) return { kind: 'authorization' };
  if (at.step.name === 'discover') return { kind: 'discover' };
  if (at.step.name === 'old-stream') return { kind: 'declared-transport' };
  if (at.step.name === 'initialize') {
    if (server.modernOnly) return { kind: 'era' };
    return { kind: server.oldTransport ? 'old-transport' : 'refused' };
  }
  if (status === 404 && at.exchange.request.session !== null) return { kind: 'session' };
  return { kind: at.step.name === 'initialized' ? 'notification' : 'other' };
}

function unreadable(at: Told | null): 'discover' | 'notification' | 'content-type' {
  if (at?.step.name === 'discover') return 'discover';
  return at?.step.name === 'initialized' ? 'notification' : 'content-type';
}
