import type { Answer, Exchange, Json, ObservedExchange } from '../model.js';
import { envelopeProblems } from '../record/envelope.js';
import { isObject, messageOf, parseJson, requestOf } from '../record/reading.js';
import { resultProblems } from '../record/resultShape.js';

type RpcFacts = Pick<
  ObservedExchange,
  | 'rpc'
  | 'rpcProblems'
  | 'resultProblems'
  | 'rpcIdMatches'
  | 'rpcErrorCode'
  | 'rpcErrorMessage'
  | 'listsSupported'
  | 'discoverProblems'
>;

const NOTHING: RpcFacts = {
  rpc: 'none',
  rpcProblems: [],
  resultProblems: [],
  rpcIdMatches: null,
  rpcErrorCode: null,
  rpcErrorMessage: null,
  listsSupported: false,
  discoverProblems: [],
};

/** What the JSON-RPC message in an answer says, and what is wrong with its envelope. */
export function rpcFacts(exchange: Exchange, answer: Answer | null): RpcFacts {
  const message = answer === null ? null : messageOf(answer);
  if (message === null) return NOTHING;
  const { method, id } = requestOf(exchange);
  const { error } = message;
  return {
    rpc: 'result' in message ? 'result' : 'error',
    rpcProblems: envelopeProblems(message),
    resultProblems: told(resultProblems(method, message).map(({ words }) => words)),
    rpcIdMatches: id === undefined ? null : message.id === id,
    rpcErrorCode: isObject(error) && typeof error.code === 'number' ? error.code : null,
    rpcErrorMessage: isObject(error) && typeof error.message === 'string' ? error.message : null,
    listsSupported: isObject(error) && isObject(error.data) && isVersionList(error.data.supported),
    discoverProblems: method === 'server/discover' ? discoverProblems(message.result) : [],
  };
}

/** A list of a hundred tools may be wrong a hundred times in one way. */
const MOST_TOLD = 3;

function told(problems: string[]): string[] {
  const rest = problems.length - MOST_TOLD;
  return rest > 0 ? [...problems.slice(0, MOST_TOLD), `and ${rest} more`] : problems;
}

/** What a discover result of the modern revision must have (server/discover). */
function discoverProblems(result: Json | undefined): string[] {
  if (!isObject(result)) return [];
  const problems: string[] = [];
  if (!isVersionList(result.supportedVersions)) problems.push('supportedVersions lists no version');
  if (!isObject(result.capabilities)) problems.push('capabilities is not an object');
  if (result.resultType !== 'complete') problems.push('resultType is not "complete"');
  if (typeof result.ttlMs !== 'number') problems.push('ttlMs is not a number');
  if (typeof result.cacheScope !== 'string') problems.push('cacheScope is not a string');
  return problems;
}

/** The versions that a discover result or an unsupported-version error lists, sorted. */
export function listedVersions(answer: Answer | null): string | null {
  const message = answer === null ? null : messageOf(answer);
  if (message === null) return null;
  const { result, error } = message;
  const listed = isObject(result)
    ? result.supportedVersions
    : isObject(error) && isObject(error.data)
      ? error.data.supported
      : undefined;
  return Array.isArray(listed) && isVersionList(listed) ? [...listed].sort().join(', ') : null;
}

/** `protocolVersion` in a JSON document, at its top or one level below. */
export function versionInBody(answer: Answer | null): string | null {
  const document = answer === null ? null : parseJson(answer.body.text)?.value;
  if (!isObject(document)) return null;
  const found = [document, ...Object.values(document).filter(isObject)]
    .map((part) => part.protocolVersion ?? part.protocol_version)
    .find((version) => typeof version === 'string' && /^\d{4}-\d\d-\d\d$/.test(version));
  return typeof found === 'string' ? found : null;
}

function isVersionList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((version) => typeof version === 'string');
}
