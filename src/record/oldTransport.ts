import type { Exchange, ServerSentEvent } from '../model.js';
import type { OpenStream } from '../net/wire.js';
import { answerOf, isObject, type JsonObject, parseJson, requestOf } from './reading.js';

/** How long the first event of an old HTTP+SSE stream is waited for: it is sent at once. */
export const ENDPOINT_MS = 2000;

/**
 * The transport of 2024-11-05: a GET opens a stream whose first event names where to POST, and what is posted is
 * answered on that stream, which has to stay open. One GET and at most one POST, then the stream is closed.
 * @param get opens the stream
 * @param post sends the hello to that URL, which is of the same origin; null where the client has none
 * @param timeoutMs for the answer on the stream
 * @returns the GET, and the POST if one was sent
 */
export async function overOldTransport(
  base: string,
  timeoutMs: number,
  get: (open: OpenStream) => Promise<Exchange>,
  post: ((url: string) => Promise<Exchange>) | null,
): Promise<Exchange[]> {
  const closing = new AbortController();
  const close = (): void => closing.abort();
  let posted: Promise<Exchange> | null = null;
  let timer = setTimeout(close, ENDPOINT_MS);
  const begin = (event: ServerSentEvent): Promise<Exchange> | null => {
    clearTimeout(timer);
    const url = endpointOf(event, base);
    if (url === null || post === null) {
      close();
      return null;
    }
    timer = setTimeout(close, timeoutMs);
    return post(url);
  };
  const onEvent = (event: ServerSentEvent): void => {
    if (posted === null) {
      posted = begin(event);
      // Refused: no answer will come.
      void posted?.then((exchange) => isTaken(exchange) || close());
    } else if (isAnswer(event)) void posted.then(close);
  };
  const stream = await get({ onEvent, signal: closing.signal });
  clearTimeout(timer);
  const hello = await (posted as Promise<Exchange> | null);
  return hello === null ? [stream] : [stream, hello];
}

/** The URL that the first event names, on the same origin; null where it names none, as clients insist. */
export function endpointOf({ event, data }: ServerSentEvent, base: string): string | null {
  if (event !== 'endpoint' || !URL.canParse(data, base)) return null;
  const url = new URL(data, base);
  return url.origin === new URL(base).origin ? url.href : null;
}

/** The answer to that hello on the stream; null where none came. */
export function oldAnswer(stream: Exchange, hello: Exchange): JsonObject | null {
  const { id } = requestOf(hello);
  for (const { data } of answerOf(stream)?.events ?? []) {
    const message = parseJson(data)?.value;
    if (isObject(message) && message.id === id && ('result' in message || 'error' in message)) return message;
  }
  return null;
}

/** The POST was accepted. */
export function isTaken(exchange: Exchange): boolean {
  const status = answerOf(exchange)?.status ?? 0;
  return status >= 200 && status < 300;
}

function isAnswer({ data }: ServerSentEvent): boolean {
  const message = parseJson(data)?.value;
  return isObject(message) && ('result' in message || 'error' in message);
}
