import { LEGACY_REVISIONS } from '../plan/revisions.js';
import { readFailing } from './failing.js';
import type {
  AuthSettings,
  Expectation,
  ModernSettings,
  Persona,
  RateLimitSettings,
  SecondUser,
  SessionSettings,
} from './persona.js';
import { readAccept } from './read-accept.js';
import { byName, rawAnswer } from './read-answer.js';
import { readDefects, readHarm } from './read-harm.js';
import {
  flag,
  integer,
  isObject,
  listOf,
  nested,
  oneOf,
  optional,
  orNull,
  record,
  required,
  text,
} from './shape.js';

/**
 * Reads one persona.
 * @param name the file's name without `.json`
 * @param value the parsed file: whatever differs from the defaults below
 * @throws InvalidPersona naming the field, what was found and what is allowed
 */
export function readPersona(name: string, value: unknown): Persona {
  return { name, ...personaFile(value, '') };
}

const getWord = oneOf('stream', 'stream-strict', 'html', 'hang', 404, 405);
const silence = oneOf('hang', 'reset');
const hang = oneOf('hang');
const corsWord = oneOf('unexposed', 'no-mcp-headers');
const second = record<SecondUser>({
  token: required(text),
  leak: optional(oneOf('none', 'served', 'session', 'equal-ids', 'cached'), 'none'),
  differs: optional(oneOf('tools', 'descriptions'), 'tools'),
});

const auth = record<AuthSettings>({
  scheme: optional(oneOf('bearer'), 'bearer'),
  token: optional(text, 'demo-token'),
  order: optional(oneOf('before-accept', 'after-accept'), 'before-accept'),
  challenge: optional(flag, true),
  resourceMetadata: optional(flag, true),
  metadata: optional(
    oneOf('served', 'missing', 'without-servers', 'html', 'refused', 'of-another'),
    'served',
  ),
  sessionAuthenticates: optional(flag, false),
  second: optional(orNull(second), null),
});

const rateLimit = record<RateLimitSettings>({
  limit: required(integer(1)),
  windowSeconds: optional(integer(1), 5),
  headers: optional(oneOf('ratelimit', 'x-ratelimit', 'draft', 'none'), 'ratelimit'),
  headersOn: optional(listOf(oneOf('success', '406', '429')), ['success', '406', '429']),
  refusal: optional(oneOf('429', 'nginx-503'), '429'),
  retryAfter: optional(oneOf('seconds', 'date', 'malformed', 'none'), 'seconds'),
  counts406: optional(flag, true),
  counts401: optional(flag, false),
});

const session = record<SessionSettings>({
  absent: optional(oneOf(400, 404, 200), 400),
  unknown: optional(oneOf(404, 401, 400, 200), 404),
  afterDelete: optional(oneOf(404, 401, 400, 200, 'hang'), 404),
  delete: optional(oneOf('accepted', 405), 'accepted'),
  ids: optional(oneOf('visible-ascii', 'not-visible-ascii'), 'visible-ascii'),
  forgotten: optional(flag, false),
  oneInAll: optional(flag, false),
  refusalEndsSession: optional(flag, false),
  deleteUpsetsNextPost: optional(flag, false),
  secondClientHangsFirst: optional(flag, false),
});

const modern = record<ModernSettings>({
  methodHeader: optional(oneOf('checked', 'ignored'), 'checked'),
  versionHeader: optional(oneOf('checked', 'ignored'), 'checked'),
  unsupportedVersion: optional(oneOf('refused', 'answered'), 'refused'),
  supportedInError: optional(orNull(listOf(text)), null),
  unknownMethod: optional(oneOf(404, 200), 404),
  meta: optional(oneOf('required', 'ignored'), 'required'),
  sessionHeader: optional(oneOf('ignored', 'minted', 'looked-up'), 'ignored'),
  discover: optional(oneOf('complete', 'incomplete'), 'complete'),
  initialize: optional(oneOf('names-versions', 'bare'), 'names-versions'),
});

const claimed = optional(orNull(text), null);
const expectation = record<Expectation>({
  exit: required(integer(0, 130)),
  rules: optional(listOf(text), []),
  diagnosis: optional(text, 'health'),
  blame: optional(listOf(text, 1), ['none']),
  options: optional(listOf(text), []),
});

const personaFile = record<Omit<Persona, 'name'>>({
  title: required(text),
  why: required(text),
  eras: optional(listOf(oneOf('legacy', 'modern'), 1), ['legacy']),
  versions: optional(listOf(text, 1), LEGACY_REVISIONS),
  modernVersions: optional(listOf(text, 1), ['2026-07-28']),
  transport: optional(oneOf('streamable-http', 'http+sse'), 'streamable-http'),
  fixedAnswer: optional(orNull(rawAnswer), null),
  stateful: optional(flag, false),
  answer: optional(oneOf('json', 'sse'), 'json'),
  accept: nested(readAccept),
  notAcceptable: nested(
    record<Persona['notAcceptable']>({
      status: optional(integer(400, 499), 406),
      body: optional(oneOf('names-both', 'names-one', 'bare', 'text', 'html', 'empty'), 'names-both'),
      contentType: optional(flag, true),
    }),
  ),
  auth: optional(orNull(auth), null),
  rateLimit: optional(orNull(rateLimit), null),
  session: nested(session),
  get: optional((value, at) => (isObject(value) ? rawAnswer(value, at) : getWord(value, at)), 405),
  discover: optional(
    orNull((value, at) => (isObject(value) ? rawAnswer(value, at) : silence(value, at))),
    null,
  ),
  answers: optional(byName(rawAnswer), {}),
  oldPost: optional(orNull(rawAnswer), null),
  oldEndpoint: optional(
    (value, at) =>
      isObject(value) ? rawAnswer(value, at) : oneOf('own', 'elsewhere', 'none', 'lost')(value, at),
    'own',
  ),
  notification: optional((value, at) => (isObject(value) ? rawAnswer(value, at) : hang(value, at)), {
    status: 202,
    contentType: null,
    headers: {},
    body: '',
  }),
  versionHeader: nested(
    record<Persona['versionHeader']>({
      unsupported: optional(oneOf('refused', 404, 'ignored'), 'refused'),
      absent: optional(oneOf('assumed', 'refused'), 'assumed'),
    }),
  ),
  initializeVersion: optional(oneOf('negotiated', 'echoed', 'oldest', 'unknown'), 'negotiated'),
  claimedVersion: nested(record<Persona['claimedVersion']>({ get: claimed, post: claimed, delete: claimed })),
  modern: nested(modern),
  origin: optional(oneOf('checked', 'ignored'), 'checked'),
  cors: optional((value, at) => (typeof value === 'boolean' ? value : corsWord(value, at)), false),
  harm: nested(readHarm),
  defects: nested(readDefects),
  failing: optional(orNull(readFailing(rawAnswer)), null),
  answersPerConnection: optional(orNull(integer(1)), null),
  delayMs: optional(integer(0, 60_000), 0),
  expect: required(expectation),
});
