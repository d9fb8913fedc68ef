import type { Exchange, ObservedConversation } from '../../model.js';
import { headerOf } from '../../record/answer.js';
import { answerOf, isObject, requestOf, retryAfterMs } from '../../record/reading.js';

/** How close together the same message again is a repetition. */
const WINDOW_MS = 10_000;

/** The most often that one message was sent within ten seconds, each time refused or unanswered in the same way. */
export function repetitionIn(exchanges: readonly Exchange[]): ObservedConversation['repeated'] {
  const failing = exchanges.filter(failed).map((exchange) => ({ exchange, key: keyOf(exchange) }));
  const [worst] = failing
    .map((first, at) => {
      const alike = failing
        .slice(at)
        .filter(
          ({ key, exchange }) =>
            key === first.key && exchange.startedMs - first.exchange.startedMs <= WINDOW_MS,
        );
      const last = alike.at(-1) ?? first;
      return {
        message: requestOf(first.exchange).method ?? first.exchange.request.method,
        times: alike.length,
        status: answerOf(first.exchange)?.status ?? null,
        withinMs: last.exchange.startedMs - first.exchange.startedMs,
      };
    })
    .sort((a, b) => b.times - a.times);
  return worst ?? { message: '', times: 0, status: null, withinMs: 0 };
}

/** How many answers named a time to wait, and by how much sooner, at worst, the client came back. */
export function limitsIn(exchanges: readonly Exchange[]): { limits: number; hurried: number } {
  const limited = exchanges.flatMap((exchange, at) => {
    const answer = answerOf(exchange);
    if (answer === null || (answer.status !== 429 && answer.status !== 503)) return [];
    const wait = retryAfterMs(
      headerOf(answer.headers, 'retry-after'),
      Date.parse(headerOf(answer.headers, 'date') ?? ''),
    );
    if (wait === null || Number.isNaN(wait)) return [];
    const endedMs = exchange.startedMs + answer.firstByteMs;
    const next = exchanges
      .slice(at + 1)
      .find((one) => one.startedMs >= endedMs && messageKey(one) === messageKey(exchange));
    const missing = next === undefined ? 0 : wait - (next.startedMs - endedMs);
    // Who waits about as long as it was told is not held to the millisecond.
    return missing > Math.max(500, wait / 10) ? [Math.round(missing)] : [0];
  });
  return { limits: limited.length, hurried: Math.max(0, ...limited) };
}

function failed(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  return answer === null || answer.status >= 400;
}

/** The message but for its id, and what became of it. */
function keyOf(exchange: Exchange): string {
  return `${messageKey(exchange)} ${answerOf(exchange)?.status ?? 'nothing'}`;
}

function messageKey({ request: { method, body } }: Exchange): string {
  return `${method} ${JSON.stringify(isObject(body) ? { ...body, id: null } : body)}`;
}
