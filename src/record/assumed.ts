import type { Assumed, ClientProfile, ClientStep, Exchange, HeaderLine } from '../model.js';
import { type Reading, readMessage } from './match.js';
import { answerOf, isObject, messageOf } from './reading.js';

/**
 * Whether what a client does with an answer was not recorded: its profile only assumes it, so nothing can be
 * concluded. All know the plain conversation at least: 400 to `server/discover`, 202 to the notification, GET 405.
 */
export function isAssumed(profile: ClientProfile, step: ClientStep, exchange: Exchange): boolean {
  const status = answerOf(exchange)?.status ?? null;
  if (step.name === 'initialized' && status !== null && isUntold(profile, status)) return true;
  const { assumed } = profile;
  if (assumed === undefined) return false;
  const among = (name: Assumed): boolean => assumed.includes(name);
  if (step.name === 'discover' && among('legacy')) return true;
  if (status === null) return among('silence') && (step.name === 'discover' || step.name === 'initialized');
  if (wasSeen(profile, step, status)) return false;
  switch (step.name) {
    case 'discover':
      return among('discoverFatal') && !isPlainRefusal(status, exchange);
    case 'initialize':
      if (isUnauthorized(status)) return among('authorization');
      if (status >= 400) return status < 500 && among('sseFallback');
      return (among('sniffsJson') && isMislabelled(exchange)) || isOtherVersion(profile, exchange);
    case 'initialized':
      return status !== 202 && among(isUnauthorized(status) ? 'authorization' : 'initializedFatal');
    case 'get':
      return among('getDropsSession') && exchange.request.session !== null && status >= 400 && status !== 405;
    default:
      return false;
  }
}

/** The 4xx that every lesson on the notification tries. */
const TRIED = [400, 401, 403, 404, 406];

/** It gives up after some 4xx to its notification and not after others, and nobody saw what it does after this one. */
function isUntold({ reactions }: ClientProfile, status: number): boolean {
  const fatal = reactions.initializedFatal.flatMap((pattern) => pattern.status ?? []);
  const tellsApart = !fatal.includes('4xx') && fatal.some(isRefusal);
  return tellsApart && isRefusal(status) && !TRIED.includes(status) && !fatal.includes(status);
}

function isRefusal(status: number | string): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}

function wasSeen({ seen = {} }: ClientProfile, { name }: ClientStep, status: number): boolean {
  const answered = name === 'discover' || name === 'initialize' || name === 'initialized' || name === 'get';
  return answered && seen[name]?.includes(status) === true;
}

/** The configured headers with which the client does not start, in lower case. */
export function refusedBy(
  { refuses = [] }: ClientProfile,
  configured: readonly HeaderLine[],
  without: readonly string[],
): string[] {
  const names = configured.map(([name]) => name.toLowerCase());
  return refuses.filter((name) => names.includes(name) && !without.includes(name));
}

/**
 * The first configured header of which nobody saw what the client makes: one that it also sends itself, or any
 * where none was ever seen to arrive.
 */
export function unrecordedMerging(profile: ClientProfile, configured: readonly HeaderLine[]): string | null {
  if (profile.assumed?.includes('configured') !== true) return null;
  const steps = [...profile.legacy, ...profile.modern];
  const own = new Set(steps.flatMap(({ headers }) => headers.map(([name]) => name.toLowerCase())));
  const among = (name: string): boolean =>
    profile.configured['*'] === undefined || own.has(name.toLowerCase());
  return configured.find(([name]) => among(name))?.[0] ?? null;
}

function isUnauthorized(status: number): boolean {
  return status === 401 || status === 403;
}

/** As a legacy server refuses a method that it does not know. */
function isPlainRefusal(status: number, exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  const message = answer === null ? null : messageOf(answer);
  return (status < 300 || (status < 500 && !isUnauthorized(status))) && isObject(message?.error);
}

const STRICT: Reading = { sniffsJson: false };
const SNIFFING: Reading = { sniffsJson: true };

function isMislabelled(exchange: Exchange): boolean {
  return readMessage(exchange, STRICT) === null && readMessage(exchange, SNIFFING) !== null;
}

function isOtherVersion({ reactions, assumed = [] }: ClientProfile, exchange: Exchange): boolean {
  if (!assumed.includes('protocolVersions')) return false;
  const message = readMessage(exchange, SNIFFING);
  const result = message === 'not-recorded' ? null : message?.result;
  if (!isObject(result) || typeof result.protocolVersion !== 'string') return false;
  return reactions.protocolVersions?.includes(result.protocolVersion) === false;
}
