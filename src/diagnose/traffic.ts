import type {
  Exchange,
  Judgement,
  ObservedConversation,
  ObservedMessage,
  Recording,
  TrafficFacts,
  TrafficVerdict,
} from '../model.js';
import { answerOf } from '../record/reading.js';
import { say } from '../say.js';

/** What a tap tells of both sides, as a diagnosis needs it. Pure. */
export function trafficFacts(
  recording: Recording,
  { observation, verdicts }: NonNullable<Judgement['traffic']>,
): TrafficFacts {
  const { conversations, messages } = observation;
  const exchanges = recording.flows.flatMap((flow) => flow.exchanges);
  const names = [...new Set(conversations.map(({ client }) => client))];
  return {
    clients: names.join(', '),
    exchanges: exchanges.length,
    posts: messages.filter(({ method }) => method === 'POST').length,
    hello: messages.some(({ isHello }) => isHello),
    works: conversations.some(({ works }) => works),
    oldTransport:
      conversations.some(({ oldTransport }) => oldTransport) && !messages.some(({ isHello }) => isHello),
    fault: faultOf(conversations, messages, verdicts),
    failed: failedOf(conversations, messages, verdicts, exchanges),
  };
}

/** Of a client that came to nothing: what of it was refused, and why that is its own fault. */
function faultOf(
  conversations: readonly ObservedConversation[],
  messages: readonly ObservedMessage[],
  verdicts: readonly TrafficVerdict[],
): TrafficFacts['fault'] {
  const lost = new Set(conversations.filter(({ works }) => !works).map(({ id }) => id));
  for (const message of messages) {
    if (!message.refused || !lost.has(message.conversation)) continue;
    const failed = verdicts.filter(({ it, outcome }) => it.id === message.id && outcome === 'failed');
    const [verdict] = failed.sort((a, b) => weightOf(b) - weightOf(a));
    if (verdict === undefined) continue;
    return {
      client: message.client,
      message: verdict.because,
      step: verdict.rule.remediation.steps[0] ?? '',
      status: message.status ?? 0,
    };
  }
  return null;
}

function weightOf({ rule }: TrafficVerdict): number {
  return { error: 3, warning: 2, note: 1, off: 0 }[rule.severity.recommended];
}

/** What nobody but the server, or what stands before it, can be blamed for: a failure, a cut, a session forgotten. */
function failedOf(
  conversations: readonly ObservedConversation[],
  messages: readonly ObservedMessage[],
  verdicts: readonly TrafficVerdict[],
  exchanges: readonly Exchange[],
): TrafficFacts['failed'] {
  const wrong = new Set(verdicts.filter(({ outcome }) => outcome === 'failed').map(({ it }) => it.id));
  const greeted = new Set(conversations.filter((one) => one.greeted).map(({ id }) => id));
  for (const message of messages) {
    const exchange = exchanges.find(({ id }) => id === message.id);
    if (exchange === undefined || wrong.has(message.id) || !greeted.has(message.conversation)) continue;
    const what = failureOf(exchange, message);
    if (what !== null) return { client: message.client, message: message.message, what };
  }
  return null;
}

function failureOf(exchange: Exchange, { method, session, afterHello }: ObservedMessage): string | null {
  const answer = answerOf(exchange);
  const { outcome } = exchange;
  if (!afterHello) return null;
  if (outcome.kind === 'failure') {
    const own = ['CLIENT_LEFT', 'NO_ANSWER_YET'].includes(outcome.code);
    return own ? null : say('message-unanswered', { code: outcome.code });
  }
  if (answer === null) return null;
  if (answer.status >= 500 && method === 'POST') return say('message-answered', { status: answer.status });
  if (answer.status === 404 && session === 'own' && method === 'POST') return say('message-forgotten');
  return answer.body.end === 'cut' && method === 'POST'
    ? say('message-cut', { bytes: answer.body.bytes })
    : null;
}
