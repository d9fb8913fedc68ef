import type {
  Era,
  Exchange,
  ObservedConversation,
  ObservedMessage,
  Recording,
  TrafficObservation,
} from '../model.js';
import { namesEndpoint } from '../record/match.js';
import { answerOf, requestOf, workedOf } from '../record/reading.js';
import { say } from '../say.js';
import { after, type Before, messageOf, type Towards } from './traffic/messages.js';
import { limitsIn, repetitionIn } from './traffic/repetition.js';
import { clientIn, isHello, type Talk, talksIn } from './traffic/talks.js';

/** What a recording of a tap tells of the client's side; null where it is none. Pure. */
export function observeTraffic({
  traffic,
  target,
  flows,
}: Pick<Recording, 'traffic' | 'target' | 'flows'>): TrafficObservation | null {
  if (traffic === null) return null;
  const { pathname, protocol } = new URL(target.url);
  const passed = flows
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ request }) => new URL(request.url).pathname === pathname && request.method !== 'OPTIONS')
    .sort((a, b) => a.seq - b.seq);
  const connections = new Map(
    traffic.connections.flatMap(({ exchanges }, at) => exchanges.map((id) => [id, at] as const)),
  );
  const talks = talksIn(passed, (id) => connections.get(id) ?? -1);
  const towards = { https: protocol === 'https:', loopback: target.loopback };
  const around = { endedMs: traffic.endedMs, others: talks.length - 1 };
  const told = talks.map((talk, at) => {
    const who = { id: `c${at + 1}`, client: nameOf(talk), era: eraOf(talk) };
    const { messages, at: end } = messagesIn(talk, who, towards);
    return { messages, conversation: conversationOf(talk, who, messages, end, around) };
  });
  return {
    conversations: told.map(({ conversation }) => conversation),
    messages: told.flatMap(({ messages }) => messages),
  };
}

/** Each message with what its client could know when it sent it: what was answered by then. */
function messagesIn(
  talk: Talk,
  who: { id: string; client: string; era: Era },
  towards: Towards,
): { messages: ObservedMessage[]; at: Before } {
  let at: Before = { greeted: false, negotiated: null, session: null, ended: new Set() };
  let open: Exchange[] = [];
  const messages = talk.exchanges.map((exchange) => {
    const answered = open.filter((one) => answeredMs(one) <= exchange.startedMs);
    at = answered.reduce((before, one) => after(one, before), at);
    open = [...open.filter((one) => !answered.includes(one)), exchange];
    return messageOf(exchange, talk, who, at, towards);
  });
  return { messages, at: open.reduce((before, one) => after(one, before), at) };
}

function answeredMs({ startedMs, outcome }: Exchange): number {
  return startedMs + (outcome.kind === 'answer' ? outcome.firstByteMs : outcome.ms);
}

function openingOf(first: ObservedMessage | undefined): ObservedConversation['opening'] {
  if (first?.isHello === true) return 'hello';
  return first?.method === 'GET' ? 'get' : 'other';
}

function conversationOf(
  talk: Talk,
  who: { id: string; client: string; era: Era },
  messages: readonly ObservedMessage[],
  { negotiated }: Before,
  { endedMs, others }: { endedMs: number; others: number },
): ObservedConversation {
  const { exchanges } = talk;
  const of = (method: string): number => messages.filter((message) => message.method === method).length;
  const later = messages.filter(({ afterHello, method }) => afterHello && method === 'POST');
  const asked = later.filter(({ message }) => message !== 'notifications/initialized');
  return {
    ...who,
    exchanges: exchanges.map(({ id }) => id),
    others,
    said: saidIn(messages),
    opening: openingOf(messages[0]),
    gets: of('GET'),
    posts: of('POST'),
    oldTransport: exchanges.some(namesEndpoint),
    greeted: talk.greeted,
    notified: messages.some(({ message }) => message === 'notifications/initialized'),
    further: asked.length,
    negotiated,
    stateful: talk.sessions.size > 0,
    session: sessionOf(talk, endedMs),
    afterEnd: messages.filter(({ method }) => method === 'POST').filter(({ session }) => session === 'ended')
      .length,
    repeated: repetitionIn(exchanges),
    ...limitsIn(exchanges),
    works: exchanges.some(
      (exchange) =>
        asked.some(({ id }) => id === exchange.id) &&
        requestOf(exchange).id !== undefined &&
        workedOf(exchange),
    ),
  };
}

/** Modern, where the hello of that revision was answered well, or no other was sent. */
function eraOf({ exchanges }: Talk): Era {
  const hellos = exchanges.filter(isHello);
  const modern = hellos.filter((one) => requestOf(one).method === 'server/discover');
  return modern.some(workedOf) || (modern.length > 0 && modern.length === hellos.length)
    ? 'modern'
    : 'legacy';
}

function nameOf({ exchanges, agent }: Talk): string {
  const named = exchanges.filter(isHello).map(clientIn);
  return named.find((name) => name !== null) ?? agent ?? say('nameless-client');
}

/** `initialize, notifications/initialized, tools/list x2, GET`. */
function saidIn(messages: readonly ObservedMessage[]): string {
  const counts = new Map<string, number>();
  for (const { message } of messages) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts].map(([message, times]) => (times === 1 ? message : `${message} x${times}`)).join(', ');
}

/** How long before the tap a client has to have left, so that it was not taken along by the same Ctrl-C. */
const LEFT_MS = 1000;

/**
 * What became of the session. Connections also end while a client thinks: that it has left shows its stream, which it
 * closed and did not open again.
 */
function sessionOf({ exchanges, sessions }: Talk, endedMs: number): ObservedConversation['session'] {
  if (sessions.size === 0) return 'none';
  if (exchanges.some(({ request }) => request.method === 'DELETE')) return 'ended';
  const stream = exchanges.findLast((one) => one.request.method === 'GET' && workedOf(one));
  const answer = stream === undefined ? null : answerOf(stream);
  if (stream === undefined || answer?.body.end !== 'stopped') return 'open';
  const closedMs = stream.startedMs + answer.totalMs;
  const saidMore = exchanges.some(({ startedMs }: Exchange) => startedMs > closedMs);
  return !saidMore && closedMs < endedMs - LEFT_MS ? 'left' : 'open';
}
