import type { Answer, Exchange, Json, Oddity, ServerSentEvent, Stumble } from '../model.js';
import { headerOf } from './answer.js';
import {
  answerOf,
  answersTo,
  isObject,
  type JsonObject,
  mediaTypeOf,
  messageIn,
  messageOf,
  parseJson,
  requestOf,
} from './reading.js';

/** A JSON-RPC answer, and how it is written otherwise than the standards say; not all clients read it so. */
export interface Written {
  message: JsonObject;
  oddities: Oddity[];
}

/** The answer to a request, however it is written; null where there is none. */
export function writtenAnswer(exchange: Exchange): Written | null {
  const answer = answerOf(exchange);
  const found = answer === null ? null : writtenIn(answer);
  if (found === null) return null;
  const { id } = requestOf(exchange);
  const asText = found.message.id !== id && answersTo(found.message, id);
  return asText ? { ...found, oddities: [...found.oddities, 'id-as-text'] } : found;
}

function writtenIn(answer: Answer): Written | null {
  const message = messageOf(answer);
  if (message !== null) return { message, oddities: [] };
  if ((answer.events ?? []).length === 0) {
    return oddlyIn(answer.body.text, 'byte-order-mark', 'array');
  }
  return firstOf(answer.events ?? [], ({ data }) => {
    const named = messageIn(data);
    if (named !== null) return { message: named, oddities: ['named-event'] };
    return oddlyIn(data, 'byte-order-mark-in-event', 'array-in-event');
  });
}

/** RFC 8259 section 8.1 forbids the mark; an array is a batch, which 2025-06-18 took away, and no answer to one request. */
function oddlyIn(text: string, marked: Oddity, listed: Oddity): Written | null {
  const found = text.startsWith(BYTE_ORDER_MARK) ? messageIn(text.slice(1)) : null;
  if (found !== null) return { message: found, oddities: [marked] };
  const parsed = text.trimStart().startsWith('[') ? parseJson(text)?.value : null;
  if (!Array.isArray(parsed)) return null;
  const message = parsed.find((one): one is JsonObject => isAnswer(one));
  return message === undefined ? null : { message, oddities: [listed] };
}

const BYTE_ORDER_MARK = '\ufeff';

function isAnswer(value: Json): boolean {
  return isObject(value) && ('result' in value || 'error' in value);
}

/** What the standards allow in an answer, and some client does not bear. */
export function stumblingBlocks(exchange: Exchange): Stumble[] {
  const answer = answerOf(exchange);
  if (answer === null) return [];
  const type = headerOf(answer.headers, 'content-type')?.split(';')[0]?.trim() ?? '';
  const capitals = type !== type.toLowerCase();
  return [
    ...answer.passedOver,
    ...(capitals && mediaTypeOf(type) === 'application/json' ? (['json-in-capitals'] as const) : []),
    ...(capitals && mediaTypeOf(type) === 'text/event-stream' ? (['stream-in-capitals'] as const) : []),
    ...((answer.events ?? []).some(isOfAnotherKind) ? (['other-event'] as const) : []),
  ];
}

/** `ping`, with something in it that is no message: a client passes over it. */
function isOfAnotherKind({ event, data }: ServerSentEvent): boolean {
  return event !== null && event !== '' && event !== 'message' && data !== '' && messageIn(data) === null;
}

function firstOf<T, R>(all: readonly T[], look: (one: T) => R | null): R | null {
  for (const one of all) {
    const found = look(one);
    if (found !== null) return found;
  }
  return null;
}
