import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Reply, StreamReply, WholeReply } from './reply.js';
import { parseBody } from './rpc.js';
import type { Ask, ReceivedRequest } from './world.js';

/** What comes in and goes out of a server of this folder, byte by byte. */
export const BODY_CAP = 1024 * 1024;

/** Opens a port on 127.0.0.1; 0 is any free one. @returns the origin. @throws the system's error */
export async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never a path
}

/** A request as it arrives, before its body. */
export function recordOf(request: IncomingMessage): ReceivedRequest {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
  const headers = names.map((name, index) => [name, request.rawHeaders[index * 2 + 1] ?? ''] as const);
  return { method: request.method ?? '', path: request.url ?? '', headers, body: '' };
}

/** Reads a body to its end; what is beyond the cap is dropped, except that one sees that it was too long. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size <= BODY_CAP) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The same request in the words of the handlers. */
export function askOf(request: IncomingMessage, record: ReceivedRequest): Ask {
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

/** Puts a reply on the wire. */
export function send(response: ServerResponse, reply: Exclude<Reply, { kind: 'kill' }>): void {
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

/** Keeps hold of a server's connections. @returns what drops them and stops listening */
export function droppable(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}
