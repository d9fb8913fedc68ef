import type { ClientStep, HeaderLine, Json } from '../model.js';
import { SESSION } from '../plan/replay.js';
import { FRESH_ID, NEGOTIATED } from '../plan/revisions.js';
import { MASK } from '../secrets/mask.js';
import { isCredential } from '../secrets/names.js';
import { headerSecrets } from '../secrets/parts.js';
import { looksLikeToken, schemeOf } from '../secrets/shapes.js';
import { has, type RecordedStep } from './recorded.js';

/** Whoever sends the step anew sets these itself. */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];

/** How a client reacted elsewhere; null where that was not seen. */
export interface Conditions {
  stateless: readonly RecordedStep[] | null;
  /** The notification was answered, but not with 202. */
  notAccepted: readonly RecordedStep[] | null;
  /** A GET opens a stream. */
  stream: readonly RecordedStep[] | null;
}

/** Nothing is known beyond the conversation itself. */
export const UNCONDITIONAL: Conditions = { stateless: null, notAccepted: null, stream: null };

/** The steps of a profile, with placeholders for what the server said, and without any secret. */
export function stepsOf(steps: readonly RecordedStep[], conditions: Conditions): ClientStep[] {
  let session: string | null = null;
  let version: string | null = null;
  const gets = steps.filter(({ name }) => name === 'get');
  return steps.map((step): ClientStep => {
    const { name, request } = step;
    const said = { session, version };
    session = request.answer.session ?? session;
    version = request.answer.version ?? version;
    return {
      name,
      method: methodOf(request.method),
      path: request.path,
      headers: request.headers.filter(isKept).map((line) => placeheld(line, said)),
      body: bodyOf(request.body, request.headers),
      when: whenOf(step, gets, conditions),
    };
  });
}

/** The names of the header lines that no profile may hold. */
export function leftOut(steps: readonly RecordedStep[]): string[] {
  const names = steps.flatMap(({ request }) => request.headers.filter(isSecret).map(([name]) => name));
  return [...new Set(names)];
}

function methodOf(method: string): ClientStep['method'] {
  return method === 'GET' || method === 'HEAD' || method === 'DELETE' ? method : 'POST';
}

function isKept(line: HeaderLine): boolean {
  return !OF_THE_CONNECTION.includes(line[0].toLowerCase()) && !isSecret(line);
}

function isSecret([name, value]: HeaderLine): boolean {
  const key = name.toLowerCase();
  if (key === 'mcp-session-id') return false;
  return isCredential(key) || schemeOf(value) !== '' || looksLikeToken(value);
}

/** What the server said before, in a request that repeats it. */
function placeheld(
  [name, value]: HeaderLine,
  said: { session: string | null; version: string | null },
): HeaderLine {
  const key = name.toLowerCase();
  if (key === 'mcp-session-id') return [name, value === said.session ? SESSION : MASK];
  if (key === 'mcp-protocol-version' && value === said.version) return [name, NEGOTIATED];
  return [name, value];
}

/** The message, its id a placeholder, and every text masked that is a secret or looks like one. */
function bodyOf(body: Json, headers: readonly HeaderLine[]): Json {
  const secrets = headers
    .filter(isSecret)
    .flatMap(headerSecrets)
    .filter((secret) => secret.length > 3);
  const cleaned = withTexts(body, (text) =>
    schemeOf(text) !== '' || looksLikeToken(text) || secrets.some((secret) => text.includes(secret))
      ? MASK
      : text,
  );
  if (cleaned === null || typeof cleaned !== 'object' || Array.isArray(cleaned)) return cleaned;
  return 'id' in cleaned ? { ...cleaned, id: FRESH_ID } : cleaned;
}

function withTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item, change)]));
}

/** A DELETE without a session has nothing to end; the rest needs nothing, but for GETs. */
function whenOf(
  step: RecordedStep,
  gets: readonly RecordedStep[],
  conditions: Conditions,
): ClientStep['when'] {
  if (step.name === 'delete') return 'with-session';
  return step.name === 'get' ? whenToGet(gets.indexOf(step), conditions) : 'always';
}

/**
 * On which condition the n-th GET comes: what was not sent in another conversation that got as far needs what
 * that one lacked.
 */
function whenToGet(index: number, { stateless, notAccepted, stream }: Conditions): ClientStep['when'] {
  const missing = (steps: readonly RecordedStep[] | null): boolean =>
    steps !== null && has(steps, 'tools/list') && steps.filter(({ name }) => name === 'get').length <= index;
  if (missing(stateless)) return 'with-session';
  if (missing(stream)) return missing(notAccepted) ? 'accepted-without-stream' : 'without-stream';
  return missing(notAccepted) ? 'accepted' : 'always';
}
