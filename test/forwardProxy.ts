import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A forward proxy on loopback, and what it was asked. */
export interface ForwardProxy {
  url: string;
  port: number;
  /** `CONNECT host:port`, `POST http://host/mcp`, in order. */
  asked: string[];
  /** What came as `Proxy-Authorization`. */
  authorizations: (string | undefined)[];
  close(): void;
}

export interface ProxyBehaviour {
  /** What CONNECT is answered; absent: it opens a tunnel. */
  connect?: number;
  /** What everything else is answered; absent: it is passed on. */
  answers?: number;
  /** Where a tunnel leads, whatever was asked for. */
  to?: number;
}

export async function startProxy({
  connect: refusal,
  answers,
  to,
}: ProxyBehaviour = {}): Promise<ForwardProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    if (answers !== undefined) {
      outgoing.writeHead(answers, { 'Content-Type': 'text/html' }).end('<h1>The proxy does not want to</h1>');
      return;
    }
    const { method, headers, url = '' } = incoming;
    const onward = forward(url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const onward = connect(to ?? Number(port), to === undefined ? hostname : '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const one of [socket, onward]) one.on('error', () => socket.destroy());
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    authorizations,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
