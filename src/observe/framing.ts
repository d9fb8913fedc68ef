import type { Exchange, ServerSentEvent } from '../model.js';
import { headerOf } from '../record/answer.js';
import { writtenAnswer } from '../record/oddities.js';
import { answerOf, answersTo, mediaTypeOf, messageIn, requestOf } from '../record/reading.js';

function asWritten({ event, data }: ServerSentEvent): string {
  return event === null ? `data: ${data}` : `event: ${event}\ndata: ${data}`;
}

/** Lines that are looked at. */
const MOST_LINES = 200;

/**
 * A whole JSON-RPC message stands in a body that is not framed so that a client finds it: `data: event:
 * message` before it, a prefix on its line.
 * @returns the first line of the body, to be quoted; null where there is nothing of the kind
 */
export function misframed(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  if (answer === null || writtenAnswer(exchange) !== null) return null;
  // Events under another type are well framed, and only called by a wrong name.
  if (mediaTypeOf(headerOf(answer.headers, 'content-type')) !== 'text/event-stream') return null;
  const text = answer.body.text || (answer.events ?? []).map(asWritten).join('\n');
  const lines = text.split('\n', MOST_LINES).map((line) => line.trim());
  const { id } = requestOf(exchange);
  const holds = lines.some((line) => {
    const at = line.indexOf('{');
    const message = at < 0 ? null : messageIn(line.slice(at));
    return message !== null && answersTo(message, id);
  });
  const first = lines.find((line) => line !== '') ?? '';
  return holds ? (first.length > 60 ? `${first.slice(0, 57)}...` : first) : null;
}
