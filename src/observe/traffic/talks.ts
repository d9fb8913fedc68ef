import type { Exchange } from '../../model.js';
import { headerOf } from '../../record/answer.js';
import { answerOf, isObject, requestOf, workedOf } from '../../record/reading.js';

/** What one client says to the server between a hello and its end, as it is told apart from others at the same time. */
export interface Talk {
  exchanges: Exchange[];
  agent: string | null;
  /** The references of the sessions that the server gave out in it. */
  sessions: Set<string>;
  /** The hellos of it, and whether one was answered well. */
  hellos: number;
  greeted: boolean;
}

/** The method of JSON-RPC that opens a conversation. */
export function isHello(exchange: Exchange): boolean {
  const { method } = requestOf(exchange);
  return method === 'initialize' || method === 'server/discover';
}

/**
 * Tells conversations apart: by their session; without one by the connection, then by the `User-Agent`.
 * @param exchanges what went to the endpoint, in the order of sending
 * @param connectionOf the connection that an exchange went out on
 */
export function talksIn(exchanges: readonly Exchange[], connectionOf: (id: string) => number): Talk[] {
  const talks: Talk[] = [];
  const on = new Map<number, Talk>();
  for (const exchange of exchanges) {
    const connection = connectionOf(exchange.id);
    const agent = headerOf(exchange.request.headers, 'user-agent');
    const found = isHello(exchange)
      ? greetedBy(talks, on.get(connection), agent, exchange)
      : saidIn(talks, on.get(connection), agent, exchange);
    const talk = found ?? newTalk(talks, agent);
    talk.exchanges.push(exchange);
    on.set(connection, talk);
    if (isHello(exchange)) {
      talk.hellos += 1;
      talk.greeted ||= workedOf(exchange);
    }
    const issued = answerOf(exchange)?.issuedSession?.ref;
    if (issued !== undefined) talk.sessions.add(issued);
  }
  return talks;
}

function newTalk(talks: Talk[], agent: string | null): Talk {
  const talk: Talk = { exchanges: [], agent, sessions: new Set(), hellos: 0, greeted: false };
  talks.push(talk);
  return talk;
}

/** A hello goes on with what has not come to a good one yet: a refused `server/discover`, a GET before it, another try. */
function greetedBy(
  talks: readonly Talk[],
  same: Talk | undefined,
  agent: string | null,
  exchange: Exchange,
): Talk | undefined {
  const isOpen = (talk: Talk | undefined): boolean =>
    talk !== undefined && !talk.greeted && talk.agent === agent && sameClient(talk, exchange);
  return isOpen(same) ? same : talks.findLast(isOpen);
}

/** Both hellos name the same client, or one of them none. */
function sameClient({ exchanges }: Talk, exchange: Exchange): boolean {
  const [before, now] = [exchanges.find(isHello), exchange].map((one) =>
    one === undefined ? null : clientIn(one),
  );
  return before == null || now == null || before === now;
}

function saidIn(
  talks: readonly Talk[],
  same: Talk | undefined,
  agent: string | null,
  exchange: Exchange,
): Talk | undefined {
  const { session, method } = exchange.request;
  if (session !== null) {
    const owner = talks.find(({ sessions }) => sessions.has(session));
    if (owner !== undefined) return owner;
  }
  if (same !== undefined && same.agent === agent) return same;
  const candidates = talks.filter((talk) => talk.agent === agent);
  const stateless = candidates.findLast(({ sessions }) => sessions.size === 0);
  // What comes before a hello carries no session either: it may be another client's.
  return stateless ?? (method === 'GET' ? undefined : candidates.at(-1));
}

/** `claude-code 2.1.300`, as a hello of either era says it; null where it does not. */
export function clientIn(exchange: Exchange): string | null {
  const { body } = exchange.request;
  const params = isObject(body) && isObject(body.params) ? body.params : {};
  const meta = isObject(params._meta) ? params._meta : {};
  const info = params.clientInfo ?? meta['io.modelcontextprotocol/clientInfo'];
  if (!isObject(info) || typeof info.name !== 'string') return null;
  return typeof info.version === 'string' ? `${info.name} ${info.version}` : info.name;
}
