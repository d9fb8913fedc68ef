import type { Socket } from 'node:net';
import type { Behaviour, Received } from './server.js';

/** The head of an answer, with the blank line that ends it. */
export function head(status: string, ...lines: string[]): string {
  return `${[`HTTP/1.1 ${status}`, ...lines].join('\r\n')}\r\n\r\n`;
}

/** A complete answer. */
export function whole(status: string, type: string, body: string, ...lines: string[]): string {
  return head(status, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`, ...lines) + body;
}

const RESULTS: Record<string, unknown> = {
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'hostile', version: '1' },
  },
  'tools/list': { tools: [] },
};

/** The JSON-RPC answer of a plain legacy server to whatever was asked. */
export function rpcAnswer({ body }: Received): string {
  const { id = null, method } = JSON.parse(body === '' ? '{}' : body);
  const result = RESULTS[method];
  const error = { code: -32601, message: 'Method not found' };
  return JSON.stringify({ jsonrpc: '2.0', id, ...(result === undefined ? { error } : { result }) });
}

/** The whole answer of a healthy stateless server: JSON for every POST, whatever is accepted. */
export function plainAnswer(request: Received): string {
  if (request.method !== 'POST') return whole('405 Method Not Allowed', 'text/plain', '', 'Allow: POST');
  if (!request.body.includes('"id"')) return head('202 Accepted', 'Content-Length: 0');
  const version = /^mcp-protocol-version: *(\S+)/im.exec(request.head)?.[1] ?? '2025-11-25';
  if (/^20/.test(version)) return whole('200 OK', 'application/json', rpcAnswer(request));
  const error = { code: -32000, message: 'Bad Request: Unsupported protocol version' };
  return whole('400 Bad Request', 'application/json', JSON.stringify({ jsonrpc: '2.0', id: null, error }));
}

export const plainMcp: Behaviour = (socket, request) => void socket.write(plainAnswer(request));

/** Well behaved for the first `count` requests, hostile from then on. */
export function after(count: number, hostile: Behaviour): Behaviour {
  return (socket, request) => (request.nth <= count ? plainMcp : hostile)(socket, request);
}

/** Writes a chunk again and again, as fast as it is read, until the other side hangs up. */
export function flood(socket: Socket, chunk: string | Buffer): void {
  const go = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', go);
  go();
}
