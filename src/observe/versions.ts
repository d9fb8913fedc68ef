import type { Answer, Exchange, Recording, VersionFacts } from '../model.js';
import { headerOf } from '../record/answer.js';
import { answerOf, isObject, messageOf, negotiatedOf, workedOf } from '../record/reading.js';
import { listedVersions } from './rpc.js';

/** As much of a refusal as is looked at for versions. */
const LOOKED_AT = 4096;
const HEADER_MISMATCH = -32020;

/**
 * Which protocol versions the server took and which it did not, clients' replays included, and which ones it names
 * itself: in a list, or in the text of a 400. A version that it took once and refused once stands in both.
 */
export function versionsOf(recording: Recording): VersionFacts {
  const flows = [...recording.flows, ...recording.replays.map(({ flow }) => flow)];
  const exchanges = flows.flatMap((flow) => flow.exchanges);
  return {
    accepted: sorted(exchanges.flatMap(acceptedIn)),
    refused: sorted(exchanges.flatMap(refusedIn)),
    named: sorted(exchanges.flatMap(namedIn)),
  };
}

/** `initialize` takes the version that its result carries, whatever was asked. */
function acceptedIn(exchange: Exchange): string[] {
  if (!workedOf(exchange)) return [];
  const negotiated = negotiatedOf(exchange);
  if (negotiated !== null) return [negotiated];
  return exchange.request.method === 'POST' ? versionsSent(exchange) : [];
}

/**
 * A version is refused by a 400 that names it or says that a version is not supported, or by another version in the result
 * of the `initialize` that asked for it.
 */
function refusedIn(exchange: Exchange): string[] {
  const answer = answerOf(exchange);
  if (answer === null) return [];
  const asked = versionAsked(exchange);
  const negotiated = negotiatedOf(exchange);
  if (asked !== null && negotiated !== null) return negotiated === asked ? [] : [asked];
  // A header that disagrees with the body is refused whatever the version.
  if (errorCode(answer) === HEADER_MISMATCH) return [];
  const said = answer.body.text.slice(0, LOOKED_AT);
  if (answer.status !== 400 || !/version/i.test(said)) return [];
  const sent = asked === null ? versionsSent(exchange) : [asked];
  return sent.filter((version) => said.includes(version) || /unsupported|not supported/i.test(said));
}

function errorCode(answer: Answer): number | null {
  const error = messageOf(answer)?.error;
  return isObject(error) && typeof error.code === 'number' ? error.code : null;
}

function namedIn(exchange: Exchange): string[] {
  const answer = answerOf(exchange);
  const listed = listedVersions(answer)?.split(', ') ?? [];
  if (answer === null || answer.status !== 400) return listed;
  const said = answer.body.text.slice(0, LOOKED_AT).match(/\b20\d\d-\d\d-\d\d\b/g) ?? [];
  const sent = [versionAsked(exchange), ...versionsSent(exchange)];
  return [...listed, ...said.filter((version) => !sent.includes(version))];
}

function versionsSent({ request }: Exchange): string[] {
  const version = headerOf(request.headers, 'mcp-protocol-version');
  return version === null ? [] : [version];
}

/** What an `initialize` asks for. */
function versionAsked({ request: { body } }: Exchange): string | null {
  if (!isObject(body) || body.method !== 'initialize' || !isObject(body.params)) return null;
  const { protocolVersion } = body.params;
  return typeof protocolVersion === 'string' ? protocolVersion : null;
}

function sorted(versions: string[]): string[] {
  return [...new Set(versions)].sort();
}
