import { UserError } from '../errors.js';
import type { Exchange, Json, Recording } from '../model.js';
import { isObject, type JsonObject, parseJson } from './reading.js';

/** A recording whose exchanges stand elsewhere: where one was, there is its id. */
export function withoutExchanges(recording: Recording): Json {
  const idsOf = <T extends { exchanges: Exchange[] }>(flow: T) => ({
    ...flow,
    exchanges: flow.exchanges.map(({ id }) => id),
  });
  const { flows, replays, repeats } = recording;
  const tried = <T extends { flow: Recording['flows'][number] }>(one: T) => ({
    ...one,
    flow: idsOf(one.flow),
  });
  return asJson({
    ...recording,
    flows: flows.map(idsOf),
    replays: replays.map(tried),
    repeats:
      repeats === null
        ? null
        : {
            ...repeats,
            tries: repeats.tries.map(tried),
            opening: repeats.opening === null ? null : tried(repeats.opening),
          },
  });
}

/** Of an exchange what an entry of an HTTP Archive does not hold already. */
export function withoutMessages({ request, outcome, ...rest }: Exchange): Json {
  const { session, credentials } = request;
  if (outcome.kind === 'failure') return asJson({ ...rest, request: { session, credentials }, outcome });
  const { status: _status, headers: _headers, body, ...answer } = outcome;
  const { text: _text, ...end } = body;
  return asJson({ ...rest, request: { session, credentials }, outcome: { ...answer, body: end } });
}

/**
 * The recordings in an HTTP Archive that this tool wrote, as `--record` would have written them: not checked yet.
 * @returns null for an archive of somebody else
 * @throws {UserError} where entries of it are gone, or no longer what they were
 */
export function recordingsIn(har: Json, file: string): Json[] | null {
  const log = isObject(har) ? har['log'] : null;
  if (!isObject(log) || !Array.isArray(log['_recordings']) || !Array.isArray(log['entries'])) return null;
  const { entries } = log;
  return log['_recordings'].map((recording, at) => {
    const own = entries.filter(
      (entry): entry is JsonObject =>
        isObject(entry) && String(entry['pageref']).startsWith(`target_${at + 1}_flow_`),
    );
    const exchanges = new Map(own.map((entry) => [entry['comment'], exchangeOf(entry)]));
    return filled(recording, (id) => {
      const exchange = exchanges.get(id);
      if (exchange !== undefined && exchange !== null) return exchange;
      throw new UserError('the archive is not whole any more', {
        where: file,
        found: `no entry of exchange ${String(id)}`,
        whatToDo: 'take the archive as `--report har:FILE` wrote it, before another tool changed it',
      });
    });
  });
}

/** Puts exchanges back where their ids stand. */
function filled(value: Json, exchange: (id: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((one) => filled(one, exchange));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'exchanges' && Array.isArray(inner) ? inner.map(exchange) : filled(inner, exchange),
    ]),
  );
}

function exchangeOf({ request, response, _exchange: rest }: JsonObject): Json {
  if (!isObject(request) || !isObject(response) || !isObject(rest)) return null;
  const { outcome, request: own } = rest;
  const post = request['postData'];
  const content = response['content'];
  if (!isObject(outcome) || !isObject(own)) return null;
  const text = isObject(post) ? post['text'] : null;
  const sent = {
    ...own,
    method: request['method'] ?? null,
    url: request['url'] ?? null,
    headers: linesOf(request['headers']),
    body: typeof text === 'string' ? (parseJson(text)?.value ?? null) : null,
  };
  if (outcome['kind'] === 'failure') return { ...rest, request: sent };
  const end = outcome['body'];
  if (!isObject(content) || !isObject(end)) return null;
  const answer = {
    ...outcome,
    status: response['status'] ?? null,
    headers: linesOf(response['headers']),
    body: { ...end, text: content['text'] ?? '' },
  };
  return { ...rest, request: sent, outcome: answer };
}

function linesOf(headers: Json | undefined): Json {
  if (!Array.isArray(headers)) return [];
  return headers.map((one) => (isObject(one) ? [one['name'] ?? null, one['value'] ?? null] : null));
}

/** What is plain data of ours anyway. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
