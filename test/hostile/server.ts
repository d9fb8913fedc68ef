import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { packageRoot } from '../../src/packageRoot.js';

/** One request as it came in: the head to the letter, the body as text. */
export interface Received {
  /** Counted from 1 over the whole life of the server. */
  nth: number;
  method: string;
  path: string;
  head: string;
  body: string;
}

/** What a hostile server does with one request. It writes raw bytes, and is free to write none. */
export type Behaviour = (socket: Socket, request: Received) => void;

export interface HostileServer {
  url: string;
  port: number;
  received: Received[];
  /** Connections that were opened, whether or not a byte came over them. */
  connections(): number;
  /** Resolves when the first connection is there. */
  reached: Promise<unknown>;
  close(): Promise<void>;
}

export interface ListenOptions {
  secure?: boolean | TlsOptions;
  host?: string;
  port?: number;
}

/**
 * Listens on loopback, by default on a free port of 127.0.0.1, and leaves every answer to `behaviour`.
 * @param secure speaks TLS: with a certificate that nobody trusts, or as it is told
 */
export async function listen(
  behaviour: Behaviour,
  { secure = false, host = '127.0.0.1', port: wanted = 0 }: ListenOptions = {},
): Promise<HostileServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const serve = (socket: Socket): void => {
    // The other side hangs up whenever it has had enough.
    socket.on('error', () => socket.destroy());
    readRequests(socket, (request) => {
      const numbered = { nth: received.length + 1, ...request };
      received.push(numbered);
      behaviour(socket, numbered);
    });
  };
  const options = secure === true ? await untrusted() : secure;
  const server = options === false ? createServer(serve) : createTlsServer(options, serve);
  server.on('tlsClientError', () => {});
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const reached = once(server, 'connection');
  const port = await portOf(server, host, wanted);
  return {
    reached,
    url: `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/mcp`,
    port,
    received,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port on which nothing listens: it was free a moment ago. */
export async function deadPort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a server on a free loopback port and says which. */
export async function portOf(server: Server, host = '127.0.0.1', wanted = 0): Promise<number> {
  server.listen(wanted, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** A key and its self-signed certificate, made for this test and for nothing else. */
async function untrusted(): Promise<{ key: string; cert: string }> {
  const read = (name: string): Promise<string> =>
    readFile(join(packageRoot, 'test', 'hostile', `test-only-${name}.pem`), 'utf8');
  const [key, cert] = await Promise.all([read('key'), read('cert')]);
  return { key, cert };
}

export function readRequests(socket: Socket, take: (request: Omit<Received, 'nth'>) => void): void {
  let pending = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.slice(0, end);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      const body = Buffer.from(pending.slice(end + 4, end + 4 + length), 'latin1').toString('utf8');
      pending = pending.slice(end + 4 + length);
      const [method = '', path = ''] = head.split(' ');
      take({ method, path, head, body });
    }
  });
}
