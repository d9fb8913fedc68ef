import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import { replyTo } from './endpoint.js';
import { Limiter } from './limits.js';
import type { Persona } from './persona.js';
import { page, type Reply, type StreamReply, type WholeReply } from './reply.js';
import { parseBody } from './rpc.js';
import { Sessions } from './sessions.js';
import type { Ask, ReceivedRequest, World } from './world.js';

export type { ReceivedRequest };

export interface RunningServer {
  /** The MCP endpoint. */
  url: string;
  /** Every request so far, in order of arrival, whatever became of it. */
  received: ReceivedRequest[];
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

const bodyCap = 1024 * 1024;

/**
 * Starts a persona on 127.0.0.1.
 * @param options.port 0 or absent = any free port
 * @param options.log gets one line per answer
 * @throws the system's error if the port cannot be had
 */
export async function startServer(
  persona: Persona,
  options: { port?: number; log?: (line: string) => void } = {},
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const received: ReceivedRequest[] = [];
  const closing = new AbortController();
  const server = createServer();
  server.keepAliveTimeout = 60_000; // else an idle client meets the close in the middle of its next request
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const stop = () => {
    closing.abort();
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const world = newWorld(persona);
  server.on('request', (request, response) => {
    const record = recordOf(request);
    received.push(record);
    handle(request, response, record).catch(() => response.destroy()); // the client left, or we close
  });

  async function handle(request: IncomingMessage, response: ServerResponse, record: ReceivedRequest) {
    record.body = await bodyOf(request);
    await nextTurn(); // a stream that its client has just closed is seen as closed
    const large = Buffer.byteLength(record.body) > bodyCap;
    const reply = large ? page(413, 'Payload Too Large') : replyTo(world, askOf(request, record));
    if (persona.delayMs > 0) await after(persona.delayMs, undefined, { signal: closing.signal });
    options.log?.(lineOf(record, request, reply));
    if (reply.kind === 'kill') stop();
    else send(response, reply);
  }

  world.origin = await listen(server, options.port ?? 0);
  return {
    url: `${world.origin}/mcp`,
    received,
    close: async () => {
      const closed = server.listening ? once(server, 'close') : null;
      stop();
      await closed;
    },
  };
}

function newWorld(persona: Persona): World {
  return {
    persona,
    origin: '',
    sessions: new Sessions(persona),
    limiter: persona.rateLimit === null ? null : new Limiter(persona.rateLimit),
    disabled: false,
    upset: false,
    openStreams: 0,
    oldStreams: new Map(),
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never a path
}

function recordOf(request: IncomingMessage): ReceivedRequest {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
  const headers = names.map((name, index) => [name, request.rawHeaders[index * 2 + 1] ?? ''] as const);
  return { method: request.method ?? '', path: request.url ?? '', headers, body: '' };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size <= bodyCap) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function askOf(request: IncomingMessage, record: ReceivedRequest): Ask {
  const [path = '', query = ''] = record.path.split('?', 2);
  return {
    method: record.method,
    path,
    query: new URLSearchParams(query),
    header: (name) => {
      const value = request.headers[name];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
    body: parseBody(record.body),
  };
}

function send(response: ServerResponse, reply: Exclude<Reply, { kind: 'kill' }>): void {
  if (response.destroyed) return; // the client did not wait
  switch (reply.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'whole':
      sendWhole(response, reply);
      return;
    case 'stream':
      sendStream(response, reply);
      return;
  }
}

function sendWhole(response: ServerResponse, reply: WholeReply): void {
  const isStream = reply.headers.some(([, value]) => value === 'text/event-stream');
  response.writeHead(reply.status, reply.headers.flat());
  if (isStream) response.write(reply.body); // chunked, as every SSE answer is
  response.end(isStream ? undefined : reply.body);
}

function sendStream(response: ServerResponse, reply: StreamReply): void {
  response.on('close', () => reply.changed(null));
  reply.changed((text) => response.write(text));
  response.writeHead(200, reply.headers.flat());
  response.flushHeaders();
  if (reply.first !== '') response.write(reply.first);
}

function lineOf(record: ReceivedRequest, request: IncomingMessage, reply: Reply): string {
  const outcome = reply.kind === 'whole' ? String(reply.status) : reply.kind;
  const accept = request.headers.accept;
  return `${record.method} ${record.path} ${outcome} (Accept: ${accept === undefined ? 'none' : JSON.stringify(accept)})`;
}
