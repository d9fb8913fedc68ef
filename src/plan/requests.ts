import type { Era, HeaderLine, Json, StepPlan } from '../model.js';
import { TOOL } from '../tool.js';
import { BOTH } from './matrix.js';
import { FRESH_ID, LEGACY_REVISION, MODERN_REVISION, NEGOTIATED } from './revisions.js';

const CLIENT_INFO = { name: TOOL.name, version: TOOL.version };

/** `_meta` that the modern revision requires in every request (basic/index). */
const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN_REVISION,
  'io.modelcontextprotocol/clientInfo': CLIENT_INFO,
  'io.modelcontextprotocol/clientCapabilities': {},
};

type Changes = Partial<StepPlan>;

const SUBJECT: Omit<StepPlan, 'name' | 'headers' | 'body'> = {
  role: 'subject',
  only: 'always',
  method: 'POST',
  path: null,
  session: 'none',
  credentials: true,
  read: 'answer',
};

function acceptLines(accept: string | null | string[]): HeaderLine[] {
  if (accept === null) return [];
  return (Array.isArray(accept) ? accept : [accept]).map((value) => ['Accept', value]);
}

/** `initialize` or `server/discover`: what opens a conversation in an era. */
export function hello(era: Era, accept: string | null | string[] = BOTH, changes: Changes = {}): StepPlan {
  if (era === 'modern') return modernRequest('server/discover', accept, changes);
  return {
    ...SUBJECT,
    name: 'initialize',
    headers: [...acceptLines(accept), ['Content-Type', 'application/json']],
    body: {
      jsonrpc: '2.0',
      id: FRESH_ID,
      method: 'initialize',
      params: { protocolVersion: LEGACY_REVISION, capabilities: {}, clientInfo: CLIENT_INFO },
    },
    ...changes,
  };
}

/** `tools/list`; on legacy inside the flow's own session, if it has one. */
export function list(era: Era, accept: string | null | string[] = BOTH, changes: Changes = {}): StepPlan {
  if (era === 'modern') return modernRequest('tools/list', accept, changes);
  return {
    ...SUBJECT,
    name: 'tools/list',
    headers: [
      ...acceptLines(accept),
      ['Content-Type', 'application/json'],
      ['MCP-Protocol-Version', NEGOTIATED],
    ],
    body: { jsonrpc: '2.0', id: FRESH_ID, method: 'tools/list', params: {} },
    session: 'own',
    ...changes,
  };
}

/** A request of the modern revision, complete: header and body agree unless `changes` says otherwise. */
export function modernRequest(
  method: string,
  accept: string | null | string[] = BOTH,
  changes: Changes = {},
): StepPlan {
  const name = method === 'server/discover' ? 'discover' : method === 'tools/list' ? 'tools/list' : 'other';
  return {
    ...SUBJECT,
    name,
    headers: [
      ...acceptLines(accept),
      ['Content-Type', 'application/json'],
      ['MCP-Protocol-Version', MODERN_REVISION],
      ['Mcp-Method', method],
    ],
    body: { jsonrpc: '2.0', id: FRESH_ID, method, params: { _meta: META } },
    ...changes,
  };
}

/** The notification that completes the legacy handshake. */
export function initialized(changes: Changes = {}): StepPlan {
  return {
    ...SUBJECT,
    name: 'initialized',
    role: 'setup',
    only: 'with-session',
    headers: [
      ['Accept', BOTH],
      ['Content-Type', 'application/json'],
      ['MCP-Protocol-Version', NEGOTIATED],
    ],
    body: { jsonrpc: '2.0', method: 'notifications/initialized' },
    session: 'own',
    ...changes,
  };
}

/** Ends the flow's own session. */
export function end(changes: Changes = {}): StepPlan {
  return {
    ...SUBJECT,
    name: 'delete',
    role: 'cleanup',
    only: 'with-session',
    method: 'DELETE',
    headers: [['MCP-Protocol-Version', NEGOTIATED]],
    body: null,
    session: 'own',
    ...changes,
  };
}

/** GET on the endpoint: opens a stream, or is refused. Only the head of the answer is awaited. */
export function get(accept: string | null, changes: Changes = {}): StepPlan {
  return {
    ...SUBJECT,
    name: 'get',
    method: 'GET',
    headers: [...acceptLines(accept), ['MCP-Protocol-Version', NEGOTIATED]],
    body: null,
    session: 'own',
    read: 'headers',
    ...changes,
  };
}

/** The same request with the header lines of one name replaced, or left out when `value` is null. */
export function withHeader(step: StepPlan, name: string, value: string | null): StepPlan {
  const rest = step.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  return { ...step, headers: value === null ? rest : [...rest, [name, value]] };
}

/** The same request with its JSON-RPC params replaced. */
export function withParams(step: StepPlan, params: Json): StepPlan {
  const body = step.body;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return step;
  return { ...step, body: { ...body, params } };
}

/** The same request with this JSON-RPC id. */
export function withId(step: StepPlan, id: number): StepPlan {
  const body = step.body;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return step;
  return { ...step, body: { ...body, id } };
}

/** Opens a session of the flow's own: hello and `initialized`, as setup. */
export function open(): StepPlan[] {
  return [hello('legacy', BOTH, { role: 'setup' }), initialized()];
}
