import type { Answer, Json, ServerSentEvent } from '../model.js';
import { headerOf } from '../record/answer.js';
import { isObject, mediaTypeOf, messageOf, parseJson } from '../record/reading.js';

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
export function misframed(answer: Answer | null, id: Json | undefined): string | null {
  if (answer === null || messageOf(answer) !== null) return null;
  // Events under another type are well framed, and only called by a wrong name.
  if (mediaTypeOf(headerOf(answer.headers, 'content-type')) !== 'text/event-stream') return null;
  const text = answer.body.text || (answer.events ?? []).map(asWritten).join('\n');
  const lines = text.split('\n', MOST_LINES).map((line) => line.trim());
  const holds = lines.some((line) => {
    const at = line.indexOf('{');
    const message = at < 0 ? undefined : parseJson(line.slice(at))?.value;
    return isObject(message) && ('result' in message || 'error' in message) && message.id === id;
  });
  const first = lines.find((line) => line !== '') ?? '';
  return holds ? (first.length > 60 ? `${first.slice(0, 57)}...` : first) : null;
}
