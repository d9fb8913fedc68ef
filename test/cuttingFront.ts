import { createServer, request as sendOn } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listen } from '../src/demo/wire.js';

/** One connect in so many fails. */
const NTH = 10;

/**
 * What stands before a server and passes everything on, but of each tenth client it takes a connection for idle right
 * after the hello, and cuts it under the next POST.
 * @returns its URL
 */
export async function cuttingFront(test: TestContext, upstream: string): Promise<string> {
  const { hostname, port, pathname } = new URL(upstream);
  const idle = new Set<Socket>();
  let clients = 0;
  let isTenth = false;
  const server = createServer(async (incoming, outgoing) => {
    const { socket, method, headers } = incoming;
    if (isTenth && method === 'POST' && idle.has(socket)) {
      isTenth = false;
      socket.resetAndDestroy();
      return;
    }
    idle.add(socket);
    const body = await buffer(incoming);
    if (body.includes('"initialize"')) {
      clients += 1;
      isTenth = clients % NTH === 0;
    }
    const passed = sendOn({ hostname, port, path: pathname, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      outgoing.once('close', () => answer.destroy());
    });
    passed.on('error', () => socket.destroy());
    passed.end(body);
  });
  const origin = await listen(server, 0);
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${origin}/mcp`;
}
