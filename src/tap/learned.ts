import type { RecordedAnswer, RecordedRequest } from '../learn/recorded.js';
import type { Exchange, HeaderLine, ObservedConversation, Recording } from '../model.js';
import { observeTraffic } from '../observe/traffic.js';
import { answerOf, messageOf, negotiatedOf, requestOf, workedOf } from '../record/reading.js';
import { MASK } from '../secrets/mask.js';

/**
 * What the first client that was served said, as the recording server would have taken it down: with a session in its
 * place, and without what was hidden in the recording, secrets and headers of the user's own.
 * @param named `claude-code`: the client that is meant, where several came
 */
export function learnedFrom(recording: Recording, named: string | null): RecordedRequest[] {
  const conversations = observeTraffic(recording)?.conversations ?? [];
  const mine = conversations.filter(({ client }) => named === null || client.startsWith(named));
  const chosen = mine.find(({ works }) => works) ?? mine.find(({ greeted }) => greeted) ?? mine[0];
  if (chosen === undefined) return [];
  const { pathname } = new URL(recording.target.url);
  return recording.flows
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ id }) => chosen.exchanges.includes(id))
    .sort((a, b) => a.seq - b.seq)
    .map((exchange) => requestFrom(exchange, pathname, chosen));
}

function requestFrom(exchange: Exchange, endpoint: string, { era }: ObservedConversation): RecordedRequest {
  const { method, url, headers, body } = exchange.request;
  const { pathname } = new URL(url);
  return {
    behaviour: era === 'modern' ? 'modern' : '',
    method,
    path: pathname === endpoint ? null : pathname,
    headers: headers.filter(([, value]) => !value.includes(MASK)),
    body,
    answer: answerFrom(exchange),
  };
}

function answerFrom(exchange: Exchange): RecordedAnswer {
  const answer = answerOf(exchange);
  if (answer === null) return { status: 0, body: 'empty', result: false, session: null, version: null };
  const message = messageOf(answer);
  return {
    status: answer.status,
    body: message !== null ? 'json-rpc' : answer.body.bytes === 0 ? 'empty' : 'text',
    result: requestOf(exchange).method !== null && message !== null && workedOf(exchange),
    session: answer.issuedSession === null ? null : sessionLine(answer.headers),
    version: negotiatedOf(exchange),
  };
}

/** As later requests repeat it: the name that stands for it. */
function sessionLine(lines: readonly HeaderLine[]): string | null {
  return lines.find(([name]) => name.toLowerCase() === 'mcp-session-id')?.[1] ?? null;
}
