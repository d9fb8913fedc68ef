import type { ClientProfile, HeaderLine, Json } from '../model.js';
import { type Naming, profileOf } from './profileOf.js';
import type { RecordedAnswer, RecordedRequest } from './recorded.js';

/** For the tests of this folder: what a client as most are sends to the recorder. */
export const NAMING: Naming = {
  client: null,
  version: null,
  title: null,
  formats: [{ id: 'a-format', client: 'a-client' }],
  date: '2026-01-02',
  by: 'a test',
};
/** What the user configured at the recorder's `/headers/mcp`. */
export const ACCEPT = 'application/json, text/x-mcp-accept-probe';
export const BOTH = 'application/json, text/event-stream';
const SESSION: HeaderLine = ['Mcp-Session-Id', 'id-1'];
const VERSION: HeaderLine = ['MCP-Protocol-Version', '2025-11-25'];
export const PROBE: HeaderLine = ['X-Mcp-Accept-Probe', 'configured'];
export const INFO = { name: 'A Client', version: '1.2.3' };

type Part = Partial<Omit<RecordedRequest, 'answer'>> & { answer?: Partial<RecordedAnswer> };

export function request({ answer = {}, ...part }: Part): RecordedRequest {
  return {
    behaviour: '',
    method: 'POST',
    path: null,
    headers: [['Accept', BOTH]],
    body: null,
    ...part,
    answer: { status: 200, body: 'json-rpc', result: true, session: null, version: null, ...answer },
  };
}

export function rpc(method: string, part: Part = {}, params: Json = {}): RecordedRequest {
  const id = method.startsWith('notifications/') ? {} : { id: 7 };
  return request({ ...part, body: { jsonrpc: '2.0', ...id, method, params } });
}

/** A client as most are, at one of the recorder's servers; `headers` are those that it adds to every request. */
export function visit(behaviour: string, headers: HeaderLine[] = [], accept = BOTH): RecordedRequest[] {
  const before: HeaderLine[] = [['Host', '127.0.0.1'], ...headers, ['Accept', accept]];
  const within: HeaderLine[] = [...before, VERSION, SESSION];
  return [
    rpc(
      'initialize',
      { behaviour, headers: before, answer: { session: 'id-1', version: '2025-11-25' } },
      { clientInfo: INFO },
    ),
    rpc('notifications/initialized', { behaviour, headers: within, answer: { status: 202, body: 'empty' } }),
    request({ behaviour, method: 'GET', headers: within, answer: { status: 405 } }),
    rpc('tools/list', { behaviour, headers: within }),
    request({ behaviour, method: 'DELETE', headers: within }),
  ];
}

/** It is refused at once with this status. */
export function refused(behaviour: string, status: number, method = 'initialize'): RecordedRequest {
  return rpc(method, { behaviour, answer: { status, body: 'text', result: false } });
}

export const learn = (requests: RecordedRequest[], naming: Partial<Naming> = {}): ClientProfile =>
  profileOf(requests, { ...NAMING, ...naming }).profile;
