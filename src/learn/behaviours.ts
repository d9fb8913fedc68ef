import type { Persona } from '../demo/persona.js';
import { readPersona } from '../demo/read-persona.js';
import type { Assumed } from '../model.js';
import { LEGACY_REVISIONS } from '../plan/revisions.js';

/** One way for the recording server to answer: what a client does with it is what it teaches. */
export interface Behaviour {
  /** Also its path: `initialized-400-json-rpc` is served at `/initialized-400-json-rpc/mcp`; empty: `/mcp`. */
  name: string;
  persona: Persona;
}

/** A behaviour worth a visit. */
export interface Lesson {
  name: string;
  teaches: string;
  /** What of a profile rests on it; a reaction is known once each of its lessons was visited. */
  about: readonly (Assumed | 'conditions')[];
}

const lesson = (name: string, about: Lesson['about'][number], teaches: string): Lesson => ({
  name,
  about: [about],
  teaches,
});
/** A refusal of everything meets `server/discover` first, where a client sends it. */
const refusal = (name: string, about: Lesson['about'][number], teaches: string): Lesson => ({
  name,
  about: [about, 'discoverFatal'],
  teaches,
});

/**
 * Every lesson. One answer of a kind is never all: who gives up when the notification gets 400 may go on
 * after 406 (Codex does), and one version that is refused says nothing of the others.
 */
export const LESSONS: readonly Lesson[] = [
  lesson('headers', 'configured', 'what becomes of configured headers'),
  lesson('modern', 'modern', 'what it sends to a server of 2026-07-28'),
  lesson('stateless', 'conditions', 'what it leaves out without a session'),
  lesson('stream', 'conditions', 'which of its GETs it leaves out when one was answered'),
  lesson('initialized-200-empty', 'initializedFatal', 'whether it insists on 202'),
  lesson(
    'initialized-400-json-rpc',
    'initializedFatal',
    'whether it gives up when its notification is refused',
  ),
  lesson('initialized-406-json-rpc', 'initializedFatal', 'the same for 406'),
  lesson('initialized-500-text', 'initializedFatal', 'the same where the server fails'),
  lesson('get-404', 'getDropsSession', 'whether it keeps its session when GET is 404'),
  lesson('get-406-json-rpc', 'getDropsSession', 'the same for 406'),
  lesson('get-500-text', 'getDropsSession', 'the same where the server fails'),
  lesson('label-text', 'sniffsJson', 'whether it reads JSON that is labelled text/plain'),
  lesson('version-2000-01-01', 'protocolVersions', 'whether it goes on with any version'),
  ...LEGACY_REVISIONS.map((version) =>
    lesson(`version-${version}`, 'protocolVersions', 'whether it goes on with this one'),
  ),
  refusal(
    'old-transport',
    'sseFallback',
    'whether it falls back to the old HTTP+SSE transport, and connects',
  ),
  refusal('all-405-text', 'sseFallback', 'after which refusals it falls back'),
  refusal('all-400-text', 'sseFallback', 'the same for 400'),
  refusal('all-404-text', 'sseFallback', 'the same for 404'),
  refusal('all-406-text', 'sseFallback', 'the same for 406'),
  refusal('all-400-json-rpc', 'sseFallback', 'the same where the refusal is JSON-RPC'),
  refusal('all-406-json-rpc', 'sseFallback', 'the same for 406'),
  lesson('all-500-text', 'discoverFatal', 'whether a failed server/discover ends it'),
  lesson('all-200-html', 'discoverFatal', 'the same for a page'),
  lesson('all-202-empty', 'discoverFatal', 'the same for nothing'),
  refusal('all-401-json', 'authorization', 'whether it looks for an authorization server'),
  refusal('all-403-json', 'authorization', 'the same for 403'),
];

/** The bodies of canned answers, by the words that a profile uses for them. */
const BODIES: Record<string, { contentType: string | null; body: string }> = {
  'json-rpc': {
    contentType: 'application/json',
    body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Refused, to see what you do"},"id":null}',
  },
  json: { contentType: 'application/json', body: '{"error":"refused, to see what you do"}' },
  html: { contentType: 'text/html', body: '<!DOCTYPE html><title>Refused</title><p>To see what you do.' },
  text: { contentType: 'text/plain', body: 'Refused, to see what you do' },
  empty: { contentType: null, body: '' },
};

/** A healthy server with sessions that serves every revision before 2026-07-28 and is easy about headers. */
const HEALTHY = {
  title: 'Recorder',
  why: 'Answers well, so that a client shows all it does.',
  stateful: true,
  accept: 'ignoring',
  versions: LEGACY_REVISIONS,
  versionHeader: { unsupported: 'ignored' },
  modern: { methodHeader: 'ignored', versionHeader: 'ignored', meta: 'ignored' },
  expect: { exit: 0 },
};

/** Every behaviour that a path can name: a canned answer to one thing, or to all. */
const KINDS: readonly {
  pattern: RegExp;
  fields(parts: readonly string[]): Record<string, unknown> | null;
}[] = [
  { pattern: /^$|^headers$/, fields: () => ({}) },
  { pattern: /^label-text$/, fields: () => ({ defects: { framing: 'json-as-text' } }) },
  { pattern: /^modern$/, fields: () => ({ eras: ['modern'], stateful: false }) },
  { pattern: /^stateless$/, fields: () => ({ stateful: false }) },
  { pattern: /^stream$/, fields: () => ({ get: 'stream' }) },
  { pattern: /^get-404$/, fields: () => ({ get: 404 }) },
  { pattern: /^get-hang$/, fields: () => ({ get: 'hang' }) },
  { pattern: /^initialized-hang$/, fields: () => ({ notification: 'hang' }) },
  { pattern: /^discover-(hang|reset)$/, fields: ([how]) => ({ discover: how }) },
  { pattern: /^get-([2-5]\d\d)-([a-z-]+)$/, fields: ([status, body]) => canned('get', status, body) },
  {
    pattern: /^old-transport$/,
    // A page, not JSON-RPC: that sends more clients back to it.
    fields: () => ({ transport: 'http+sse', defects: { errors: 'html' } }),
  },
  {
    pattern: /^version-(\d{4}-\d\d-\d\d)$/,
    fields: ([version]) => ({ versions: [version] }),
  },
  {
    pattern: /^initialized-([2-5]\d\d)-([a-z-]+)$/,
    fields: ([status, body]) => canned('notification', status, body),
  },
  { pattern: /^all-([2-5]\d\d)-([a-z-]+)$/, fields: ([status, body]) => canned('fixedAnswer', status, body) },
];

/** The behaviour that a path names, or null where there is none of that name. */
export function behaviourOf(name: string): Behaviour | null {
  for (const { pattern, fields } of KINDS) {
    const match = pattern.exec(name);
    const changes = match === null ? null : fields(match.slice(1));
    if (changes === null) continue;
    return { name, persona: readPersona('recorder', { ...HEALTHY, ...changes }) };
  }
  return null;
}

function canned(field: string, status = '', body = ''): Record<string, unknown> | null {
  const answer = BODIES[body];
  return answer === undefined ? null : { [field]: { status: Number(status), ...answer } };
}
