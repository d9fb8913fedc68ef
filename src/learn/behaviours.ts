import type { Persona } from '../demo/persona.js';
import { readPersona } from '../demo/read-persona.js';

/** One way for the recording server to answer: what a client does with it is what it teaches. */
export interface Behaviour {
  /** Also its path: `initialized-400-json-rpc` is served at `/initialized-400-json-rpc/mcp`; empty: `/mcp`. */
  name: string;
  persona: Persona;
}

/** The behaviours worth a visit, with what each one teaches. */
export const LESSONS: readonly (readonly [name: string, teaches: string])[] = [
  ['headers', 'what becomes of configured headers'],
  ['modern', 'what it sends to a server of 2026-07-28'],
  ['stateless', 'what it leaves out without a session'],
  ['initialized-400-json-rpc', 'whether it gives up when its notification is refused'],
  ['initialized-200-empty', 'whether it insists on 202'],
  ['stream', 'which of its GETs it leaves out when one was answered'],
  ['get-404', 'whether it keeps its session when GET is 404'],
  ['label-text', 'whether it reads JSON that is labelled text/plain'],
  ['version-2000-01-01', 'whether it goes on with any version'],
  ['old-transport', 'whether it falls back to the old HTTP+SSE transport, and connects'],
  ['all-405-text', 'after which refusals it falls back'],
  ['all-406-json-rpc', 'the same where the refusal is JSON-RPC'],
  ['all-500-text', 'whether a failed server/discover ends it'],
  ['all-200-html', 'the same for a page'],
  ['all-202-empty', 'the same for nothing'],
  ['all-401-json', 'whether it looks for an authorization server'],
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

/** A healthy server with sessions that serves the revisions before 2026-07-28 and is easy about headers. */
const HEALTHY = {
  title: 'Recorder',
  why: 'Answers well, so that a client shows all it does.',
  stateful: true,
  accept: 'ignoring',
  versionHeader: { unsupported: 'ignored' },
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
