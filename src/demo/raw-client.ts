import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { TestContext } from 'node:test';
import { readPersona } from './read-persona.js';
import type { HeaderLine } from './reply.js';
import { type RunningServer, startServer } from './server.js';

/** For the tests of this folder: sends exactly the header lines it is given, one connection per request. */
export interface Sent {
  method?: string;
  path?: string;
  headers?: HeaderLine[];
  body?: unknown;
}

export interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export const bothTypes: HeaderLine = ['Accept', 'application/json, text/event-stream'];
export const bearer: HeaderLine = ['Authorization', 'Bearer demo-token'];

/** Starts a persona of these fields for the length of one test. */
export async function serve(test: TestContext, fields: Record<string, unknown>): Promise<RunningServer> {
  const persona = readPersona('test', { title: 'a test', why: 'a test', expect: { exit: 0 }, ...fields });
  const server = await startServer(persona);
  test.after(() => server.close());
  return server;
}

/** Resolves when the head of the answer is there, its body still open. */
export async function open(server: RunningServer, sent: Sent): Promise<IncomingMessage> {
  const url = new URL(sent.path ?? '/mcp', server.url);
  const going = request(url, { method: sent.method ?? 'POST', agent: false });
  for (const [name] of sent.headers ?? []) {
    const values = (sent.headers ?? []).filter((line) => line[0] === name).map((line) => line[1]);
    going.setHeader(name, values.length === 1 ? values.join() : values);
  }
  const { body } = sent;
  going.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  const [response] = (await once(going, 'response')) as [IncomingMessage];
  return response;
}

export async function send(server: RunningServer, sent: Sent): Promise<Got> {
  const response = await open(server, sent);
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** A JSON POST with these further header lines. */
export function post(server: RunningServer, body: unknown, ...headers: HeaderLine[]): Promise<Got> {
  return send(server, { body, headers: [['Content-Type', 'application/json'], ...headers] });
}

export function rpc(method: string, params: Record<string, unknown> = {}, id: number | string = 1) {
  return { jsonrpc: '2.0', id, method, params };
}

export const hello = rpc('initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});

export const list = rpc('tools/list', {}, 2);

/** Opens a session and returns the header line that carries it. */
export async function session(server: RunningServer, ...headers: HeaderLine[]): Promise<HeaderLine> {
  const { headers: got } = await post(server, hello, bothTypes, ...headers);
  return ['Mcp-Session-Id', String(got['mcp-session-id'])];
}

/** A request of 2026-07-28 with its metadata; `headers` replace those of the same name, null removes. */
export function modern(
  server: RunningServer,
  method: string,
  change: { headers?: Record<string, string | null>; meta?: Record<string, unknown> } = {},
): Promise<Got> {
  const meta = change.meta ?? {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const headers = {
    Accept: 'application/json, text/event-stream',
    'MCP-Protocol-Version': '2026-07-28',
    'Mcp-Method': method,
    ...change.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return post(server, rpc(method, { _meta: meta }), ...lines);
}

/** The JSON-RPC error code of an answer. */
export function errorCode({ body }: Got): unknown {
  return JSON.parse(body).error?.code;
}
