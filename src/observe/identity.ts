import type { Recording, ServerIdentity } from '../model.js';
import { headerOf } from '../record/answer.js';
import { answerOf, isObject, type JsonObject, mediaTypeOf, messageOf, workedOf } from '../record/reading.js';

/** What the server says of itself in its first good hello, and how it answered that; null where none was good. */
export function identityOf({ flows }: Recording): ServerIdentity | null {
  for (const exchange of flows.flatMap((flow) => flow.exchanges)) {
    const answer = answerOf(exchange);
    const result = answer === null || !workedOf(exchange) ? null : (messageOf(answer)?.result ?? null);
    const info = isObject(result) ? infoOf(result) : null;
    if (answer === null || info === null) continue;
    const { name, version } = info;
    return {
      name: wordsOf(name),
      version: wordsOf(version),
      stateful: answer.issuedSession !== null,
      answersIn: mediaTypeOf(headerOf(answer.headers, 'content-type')),
    };
  }
  return null;
}

/** An empty text names nothing: the Python SDK 2.x sends `"version": ""` for a server that has none. */
function wordsOf(said: unknown): string | null {
  return typeof said === 'string' && said.trim() !== '' ? said : null;
}

/** `serverInfo` of an `initialize` result; on modern it stands in the result's `_meta` (basic/index). */
function infoOf({ serverInfo, _meta }: JsonObject): JsonObject | null {
  if (isObject(serverInfo)) return serverInfo;
  const meta = isObject(_meta) ? _meta['io.modelcontextprotocol/serverInfo'] : undefined;
  return isObject(meta) ? meta : null;
}
