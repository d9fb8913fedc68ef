import outcomes from '../../rules/outcomes.json' with { type: 'json' };
import type { ClientProfile } from '../model.js';
import { configuredIn, configuredLine } from '../record/configured.js';
import type { Ending, Told } from '../record/move.js';
import { answerOf, isObject, messageOf } from '../record/reading.js';
import { MASK } from '../secrets/mask.js';

/** A row of `rules/outcomes.json`: whether the client connects, why not, who can mend it, in what words. */
export type OutcomeId = keyof typeof outcomes;

/** What the rest of a recording tells of the server, and other replays of the client. */
export interface ServerTells {
  oldTransport: boolean;
  modernOnly: boolean;
  /** The configured headers that were proved to be in this client's way, in lower case. */
  blamed?: readonly string[];
}

/** A client that was replayed, and how that went. */
export interface Case {
  profile: ClientProfile;
  ending: Ending;
  told: readonly Told[];
  server: ServerTells;
}

/** Which row of the table a replay comes to. */
export function outcomeOf(one: Case): OutcomeId {
  const { outcome, at } = one.ending;
  switch (outcome) {
    case 'connected-old':
      return hasOldStream(one.told) ? 'connected-old-declared' : 'connected-old';
    case 'refused':
      return at === null ? 'refused-later' : refusal(one, at);
    case 'no-answer':
      return unanswered(at);
    case 'unreadable':
      if (at?.step.name === 'get') return 'get-refused';
      return byStep(at, 'discover-unreadable', 'notification-unreadable') ?? 'unreadable';
    default:
      return outcome;
  }
}

function unanswered(at: Told | null): OutcomeId {
  if (at?.step.name === 'old-hello') return 'old-hello-unanswered';
  if (at?.step.name === 'get') return 'get-unanswered';
  return byStep(at, 'discover-unanswered', 'notification-unanswered') ?? 'unanswered';
}

function byStep(at: Told | null, discover: OutcomeId, notification: OutcomeId): OutcomeId | null {
  if (at?.step.name === 'discover') return discover;
  return at?.step.name === 'initialized' ? notification : null;
}

function refusal({ profile, told, server }: Case, at: Told): OutcomeId {
  const status = statusOf(at);
  if (blamedLine(at, told, server) !== null) return 'configured-header';
  if (status === 401) return sentCredentials(at) ? 'credentials-refused' : 'credentials-missing';
  switch (at.step.name) {
    case 'get':
      return 'get-refused';
    case 'old-stream':
      return 'declared-transport';
    case 'old-hello':
      return 'old-hello-refused';
    case 'discover':
      return profile.legacy.some(({ name }) => name === 'initialize') ? 'discover-refused' : 'legacy-only';
    case 'initialize':
      if (server.modernOnly || supportedIn(at) !== null) return 'era';
      if (server.oldTransport) return 'old-transport-only';
      if (status === 406) return 'refused-406';
      // What answers so may be no MCP server at all: more likely the path is wrong.
      return status === 404 || status === 405 ? 'refused-path' : 'refused';
    default:
      return laterRefusal(profile, at, told);
  }
}

function laterRefusal(profile: ClientProfile, at: Told, told: readonly Told[]): OutcomeId {
  const { session } = at.exchange.request;
  if (droppedAt(profile, told) !== null && session === null) return 'session-dropped';
  if (demandsVersion(at)) return 'version-header-demanded';
  if (statusOf(at) === 404 && session !== null) return 'session-lost';
  return at.step.name === 'initialized' ? 'notification-refused' : 'refused-later';
}

/** The line that is to blame: by another replay without it, else by what the status is about. */
export function blamedLine(at: Told, told: readonly Told[], { blamed = [] }: ServerTells) {
  const [proved] = blamed.flatMap((name) => configuredIn(at, name, told) ?? []);
  return proved ?? configuredLine(at, told);
}

/** The versions that a server of the modern revision names when it refuses an older client. */
export function supportedIn({ exchange }: Told): string | null {
  const answer = answerOf(exchange);
  const error = answer === null ? null : messageOf(answer)?.error;
  if (!isObject(error) || error.code !== -32022 || !isObject(error.data)) return null;
  const { supported } = error.data;
  return Array.isArray(supported) && supported.length > 0 ? supported.join(', ') : null;
}

/** The GET whose answer made it forget its session. */
export function droppedAt({ reactions }: ClientProfile, told: readonly Told[]): Told | null {
  const { getDropsSession } = reactions;
  return told.find((one) => one.step.name === 'get' && getDropsSession.includes(statusOf(one) ?? 0)) ?? null;
}

export function statusOf(told: Told | null): number | null {
  return told === null ? null : (answerOf(told.exchange)?.status ?? null);
}

/** 400 to a request without the header, in words that name it. */
function demandsVersion({ exchange }: Told): boolean {
  const answer = answerOf(exchange);
  const sent = exchange.request.headers.some(([name]) => name.toLowerCase() === 'mcp-protocol-version');
  if (answer?.status !== 400 || sent) return false;
  return /mcp-protocol-version/i.test(answer.body.text.slice(0, 2000));
}

function hasOldStream(told: readonly Told[]): boolean {
  return told.some(({ step }) => step.name === 'old-stream');
}

function sentCredentials({ exchange }: Told): boolean {
  return exchange.request.headers.some(([, value]) => value.includes(MASK));
}
