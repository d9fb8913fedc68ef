import type { Json } from '../model.js';
import { isObject, type JsonObject, parseJson } from '../record/reading.js';

/** What every client sends to find out what there is. All else may hold what its user works on. */
const KEPT =
  /^(initialize|server\/discover|ping|[a-z/]+\/list|subscriptions\/listen|notifications\/(initialized|cancelled|[a-z_/]*list_changed))$/;
/** Of what is withheld, this much says what was asked: no argument, no text. */
const KEPT_PARAMS = ['name', '_meta', 'requestId', 'reason'];
/** Of a result, this says how it went. */
const KEPT_RESULT = ['isError', 'resultType', '_meta'];

export function isKept(method: string | null): boolean {
  return method !== null && KEPT.test(method);
}

/** A request's body without arguments, texts, and answers to the server: what is left says what was asked. */
export function withheldRequest(body: Json): Json {
  if (Array.isArray(body)) return body.map(withheldRequest);
  if (!isObject(body)) return null;
  const { method } = body;
  if (typeof method !== 'string') return reduced(body);
  return isKept(method)
    ? body
    : { ...body, ...('params' in body ? { params: picked(body.params, KEPT_PARAMS) } : {}) };
}

/**
 * The same of an answer, or of an event: JSON that is the answer to a kept method stays, of other messages the
 * envelope, of what is no message nothing. @param id of the request; @param kept its method is one that is kept
 */
export function withheldText(text: string, { id, kept }: { id: Json | undefined; kept: boolean }): string {
  const parsed = parseJson(text)?.value;
  if (parsed === undefined) return kept ? text : '';
  const messages = Array.isArray(parsed) ? parsed : [parsed];
  const some = messages.map((message) => withheldMessage(message, { id, kept }));
  // Word for word where nothing is taken out: a message that is not well formed stays what it is.
  if (some.every((message, at) => message === messages[at])) return text;
  return JSON.stringify(Array.isArray(parsed) ? some : some[0]);
}

function withheldMessage(message: Json, { id, kept }: { id: Json | undefined; kept: boolean }): Json {
  if (!isObject(message)) return kept ? message : null;
  if (typeof message.method === 'string') return withheldRequest(message);
  return kept && (message.id === id || 'error' in message) ? message : reduced(message);
}

function reduced(message: JsonObject): Json {
  if (!('result' in message)) return message;
  return { ...message, result: picked(message.result, KEPT_RESULT) };
}

function picked(value: Json | undefined, keys: readonly string[]): Json {
  if (!isObject(value)) return {};
  return Object.fromEntries(keys.flatMap((key) => (key in value ? [[key, value[key] ?? null]] : [])));
}
