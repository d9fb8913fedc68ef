import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listen } from '../src/demo/wire.js';
import { passOn } from './passOn.js';

/** One connect in so many fails. */
const NTH = 10;

/**
 * What stands before a server and passes everything on, but of each tenth client it takes a connection for idle right
 * after the hello, and cuts it under the next POST.
 * @returns its URL
 */
export async function cuttingFront(test: TestContext, upstream: string): Promise<string> {
  const idle = new Set<Socket>();
  let clients = 0;
  let isTenth = false;
  const server = createServer(async (incoming, outgoing) => {
    const { socket, method } = incoming;
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
    passOn(incoming, body, upstream, outgoing);
  });
  const origin = await listen(server, 0);
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${origin}/mcp`;
}
