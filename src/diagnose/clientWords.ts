import type { ClientProfile, Exchange } from '../model.js';
import { headerOf } from '../record/answer.js';
import type { Ending, Told } from '../record/client.js';
import { type ConfiguredLine, configuredIn, configuredLine } from '../record/configured.js';
import { answerOf, isObject, mediaTypeOf, messageOf, negotiatedOf } from '../record/reading.js';
import { MASK } from '../secrets/mask.js';

/** What the rest of a recording tells of the server. */
export interface ServerTells {
  oldTransport: boolean;
  modernOnly: boolean;
  /** The configured headers that were proved to be in this client's way, in lower case. */
  blamed?: readonly string[];
}

/** Whether the client connects, and why not or in what way; `because` is null where there is nothing to say. */
export function endingWords(
  profile: ClientProfile,
  { outcome, at }: Ending,
  told: readonly Told[],
  server: ServerTells,
): { connects: boolean | null; because: string | null } {
  const step = at === null ? 'it' : stepWords(at);
  switch (outcome) {
    case 'connected':
      return { connects: true, because: null };
    case 'connected-old':
      return yes(oldTransportWords(told));
    case 'refused':
      return no(at === null ? step : refusedWords(profile, at, told, server));
    case 'no-answer':
      return no(`${step} was not answered${givesUp(at)}`);
    case 'unreadable':
      return no(`${step} was answered ${at === null ? '' : unreadableWords(at)}${givesUp(at)}`);
    case 'rpc-error':
      return no(`${step} was answered with an error${at === null ? '' : saidIn(at.exchange)}`);
    case 'version':
      return no(
        `the server goes on with protocol version ${at === null ? '' : negotiatedOf(at.exchange)}, which this client does not know`,
      );
    case 'old-transport-fails':
      return no('the server speaks the old HTTP+SSE transport only; this client tries it and fails');
    case 'authorization':
      return unknown(
        `${step} was answered ${statusOf(at)}: it would start authorization, which is not replayed`,
      );
    case 'one-session':
      return unknown('the server allows one session in all, and has one');
    case 'limited':
      return unknown(`${step} was answered 429: the server said that it is enough`);
    case 'redirected':
      return unknown(`${step} was answered ${statusOf(at)}: redirects are not followed here`);
    case 'compressed':
      return unknown(`${step} was answered in a compression that cannot be undone here${encodingOf(at)}`);
    case 'unreachable':
      return unknown('the server cannot be reached');
    case 'not-recorded':
      return unknown(
        `${step} was ${at === null ? 'sent' : answeredWords(at)}: what this client does then was not recorded`,
      );
    case 'interrupted':
      return unknown('the run was stopped before it could be told');
  }
}

/** What is said of a client that connects: its GET stream, where it asks for one and gets none. */
export function streamWords(told: readonly Told[]): string | null {
  const get = told.filter(({ step }) => step.name === 'get').at(-1);
  if (get === undefined) return null;
  return `without its GET stream: GET was ${answeredWords(get)}`;
}

function answeredWords(told: Told): string {
  const status = statusOf(told);
  if (status === 200) return `answered ${typeWords(told.exchange)}`;
  return status === null ? 'not answered' : `answered ${status}`;
}

/** The step as it goes over the wire: `notifications/initialized`, `GET`. */
export function stepWords({ step }: Told): string {
  const method = isObject(step.body) ? step.body.method : null;
  return typeof method === 'string' ? method : step.method;
}

export function statusOf(told: Told | null): number | null {
  return told === null ? null : (answerOf(told.exchange)?.status ?? null);
}

const yes = (because: string): { connects: true; because: string } => ({ connects: true, because });
const no = (because: string): { connects: false; because: string } => ({ connects: false, because });
const unknown = (because: string): { connects: null; because: string } => ({ connects: null, because });

function oldTransportWords(told: readonly Told[]): string {
  const declared = told.some(({ step }) => step.name === 'old-stream');
  return `by the old HTTP+SSE transport, ${declared ? 'which its entry declares' : 'which it tries after a refused initialize'}`;
}

function refusedWords(profile: ClientProfile, at: Told, told: readonly Told[], server: ServerTells): string {
  const step = stepWords(at);
  const status = statusOf(at);
  const answered = `${step} was answered ${status}`;
  const [blamed] = (server.blamed ?? []).flatMap((name) => configuredIn(at, name, told) ?? []);
  const configured = blamed ?? configuredLine(at, told);
  if (configured !== null) {
    return `${step} carries ${configuredWords(configured)}; the server answered ${status}`;
  }
  if (status === 401) return `${answered}: ${credentialWords(at)}`;
  if (at.step.name === 'old-stream') {
    const stream = status === 200 ? ' without a stream that names an endpoint' : '';
    return `its entry declares the old HTTP+SSE transport, which begins with a GET: ${answered}${stream}`;
  }
  if (at.step.name === 'discover') return `${answered}, after which it sends no initialize`;
  if (at.step.name === 'initialize') {
    const versions = supportedIn(at.exchange) ?? (server.modernOnly ? '2026-07-28' : null);
    if (versions !== null) return `the server speaks ${versions} only; this client does not`;
    if (server.oldTransport) {
      return `${answered}: the server speaks the old HTTP+SSE transport only; this client does not try it after this`;
    }
  }
  const { getDropsSession } = profile.reactions;
  const dropped = told.find((one) => one.step.name === 'get' && getDropsSession.includes(statusOf(one) ?? 0));
  if (dropped !== undefined && at.exchange.request.session === null) {
    return `GET was answered ${statusOf(dropped)}, after which it forgets its session: ${answered}`;
  }
  return `${answered}${saidIn(at.exchange)}`;
}

/** The line of the refused request that is not the client's own alone, with what it is. */
function configuredWords({ name, sent, beside }: ConfiguredLine): string {
  const whose = beside ? 'its own and the configured one' : 'the configured one';
  return `${writtenName(name)}: ${sent.join(' and ')} (${whose})`;
}

const WRITTEN: Record<string, string> = {
  'mcp-protocol-version': 'MCP-Protocol-Version',
  'mcp-session-id': 'Mcp-Session-Id',
  accept: 'Accept',
  'content-type': 'Content-Type',
};

/** A header's name as people write it. */
export function writtenName(name: string): string {
  return WRITTEN[name] ?? name;
}

function credentialWords({ exchange }: Told): string {
  const sent = exchange.request.headers.some(([, value]) => value.includes(MASK));
  return sent
    ? 'the server refuses these credentials'
    : 'the server asks for credentials, and this client starts no authorization';
}

/** The versions that a server of the modern revision names when it refuses an older client. */
function supportedIn(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  const error = answer === null ? null : messageOf(answer)?.error;
  if (!isObject(error) || error.code !== -32022 || !isObject(error.data)) return null;
  const { supported } = error.data;
  return Array.isArray(supported) && supported.length > 0 ? supported.join(', ') : null;
}

function givesUp(at: Told | null): string {
  if (at?.step.name === 'discover') return ', after which it sends no initialize';
  return at?.step.name === 'initialized' ? ', after which it gives up' : '';
}

/** `200 text/plain, which it does not read`. */
function unreadableWords({ step, exchange }: Told): string {
  if (step.name === 'initialized') return `${answerOf(exchange)?.status} instead of 202`;
  const words = typeWords(exchange);
  const readable = / (application\/json|text\/event-stream)$/.test(words);
  return readable ? `${words}, with no JSON-RPC answer to it` : `${words}, which it does not read`;
}

/** `200 text/plain`. */
function typeWords(exchange: Exchange): string {
  const answer = answerOf(exchange);
  if (answer === null) return '';
  const type = mediaTypeOf(headerOf(answer.headers, 'content-type'));
  return `${answer.status} ${type ?? 'without Content-Type'}`;
}

/** The server's own words, if it gave some. */
function saidIn(exchange: Exchange): string {
  const answer = answerOf(exchange);
  const error = answer === null ? null : messageOf(answer)?.error;
  if (!isObject(error) || typeof error.message !== 'string') return '';
  const { message } = error;
  return `: "${message.length > 160 ? `${message.slice(0, 157)}...` : message}"`;
}

function encodingOf(at: Told | null): string {
  const answer = at === null ? null : answerOf(at.exchange);
  const encoding = answer === null ? null : headerOf(answer.headers, 'content-encoding');
  return encoding === null ? '' : ` (${encoding})`;
}
