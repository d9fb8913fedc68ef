import type { Era, Exchange, Flow } from '../model.js';
import { MODERN_REVISION } from '../plan/revisions.js';
import { answerOf, isObject, type JsonObject, messageOf, requestOf, workedOf } from './reading.js';

/** JSON-RPC errors that only a server of the modern revision gives. */
const MODERN_ERRORS = new Set([-32020, -32021, -32022]);

/**
 * The eras that a server has shown. A discover result or a modern error means modern; a worked
 * `initialize` means legacy. Statuses alone never decide: legacy servers answer `server/discover` with
 * 400, 404, or 200 and an error.
 */
export function erasOf(flows: readonly Flow[]): Era[] {
  const exchanges = flows.flatMap((flow) => flow.exchanges);
  const legacy = exchanges.some((exchange) => isHello(exchange, 'initialize') && workedOf(exchange));
  const modern = exchanges.some((exchange) => isHello(exchange, 'server/discover') && isModern(exchange));
  return [...(legacy ? (['legacy'] as const) : []), ...(modern ? (['modern'] as const) : [])];
}

function isHello(exchange: Exchange, method: string): boolean {
  return requestOf(exchange).method === method;
}

/** A hello of the modern revision was answered as only a server of it does. */
export function isModern(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  const message = answer === null ? null : messageOf(answer);
  if (message === null) return false;
  const { result, error } = message;
  if (isObject(result)) return offersModern(result);
  return isObject(error) && typeof error.code === 'number' && MODERN_ERRORS.has(error.code);
}

/**
 * Some servers of the older revisions answer `server/discover` with a list of these. A result that lists nothing
 * is told by what only the modern revision has.
 */
function offersModern({ supportedVersions, resultType }: JsonObject): boolean {
  if (!Array.isArray(supportedVersions)) return resultType === 'complete';
  return supportedVersions.some((version) => typeof version === 'string' && version >= MODERN_REVISION);
}
