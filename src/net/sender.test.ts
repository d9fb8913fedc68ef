import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { createSender } from './sender.js';
import type { WireRequest, WireResult } from './wire.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

interface Talk {
  ask(pool?: string | null): Promise<WireResult>;
  /** Requests and connections that the server has seen. */
  seen: { requests: number; sockets: Socket[] };
}

/** A raw server that counts, and a sender. @param serve gets each request's place on its connection, from 1 */
async function talk(serve: (socket: Socket, nth: number) => void, use: (talk: Talk) => Promise<void>) {
  const seen: Talk['seen'] = { requests: 0, sockets: [] };
  const server = createServer((socket) => {
    seen.sockets.push(socket);
    socket.on('error', () => {});
    let nth = 0;
    socket.on('data', (data) => {
      if (!String(data).startsWith('POST')) return;
      seen.requests += 1;
      nth += 1;
      serve(socket, nth);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const sender = createSender(1);
  const request: Omit<WireRequest, 'pool'> = {
    method: 'POST',
    url: `http://127.0.0.1:${address.port}/mcp`,
    headers: [['Content-Type', 'application/json']],
    body: '{}',
    read: 'answer',
    answerTo: null,
    timeoutMs: 5000,
  };
  try {
    await use({ ask: (pool = 'one') => sender.send({ ...request, pool }), seen });
  } finally {
    await sender.close();
    for (const socket of seen.sockets) socket.destroy();
    server.close();
  }
}

const answers = (socket: Socket): void => void socket.write(OK);
const codeOf = ({ outcome }: WireResult): string | null => (outcome.kind === 'failure' ? outcome.code : null);

describe('what goes out goes out once', () => {
  for (const [how, code, cut] of [
    ['reset', 'ECONNRESET', (socket: Socket) => void socket.resetAndDestroy()],
    ['closed', 'UND_ERR_SOCKET', (socket: Socket) => void socket.destroy()],
  ] as const) {
    it(`a kept-alive connection that is ${how} under a request is a failure that says so, and no second request`, () =>
      talk(
        (socket, nth) => (nth === 1 ? answers : cut)(socket),
        async ({ ask, seen }) => {
          const first = await ask();
          assert.deepEqual(first.connection, { reused: false, written: true, address: '127.0.0.1' });
          const second = await ask();
          assert.deepEqual(second.connection, { reused: true, written: true, address: '127.0.0.1' });
          assert.equal(codeOf(second), code);
          assert.equal(seen.requests, 2);
        },
      ));
  }

  it('a request that the kernel did not take is known not to be written', () =>
    talk(answers, async ({ ask, seen }) => {
      await ask();
      // Between the last look at the connection and the writing: as late as a reset can come.
      setImmediate(() => seen.sockets[0]?.resetAndDestroy());
      const second = await ask();
      assert.deepEqual(second.connection, { reused: true, written: false, address: '127.0.0.1' });
      assert.match(codeOf(second) ?? '', /^(EPIPE|ECONNRESET)$/);
      assert.equal(seen.requests, 1);
    }));

  it('a connection that was closed in peace while it was idle is not used again', () =>
    talk(answers, async ({ ask, seen }) => {
      await ask();
      seen.sockets[0]?.end();
      await new Promise((closed) => seen.sockets[0]?.once('close', closed));
      const second = await ask();
      assert.deepEqual([second.connection?.reused, second.outcome.kind], [false, 'answer']);
      assert.equal(seen.sockets.length, 2);
    }));

  it('pools share no connection, and without a pool each request has its own', () =>
    talk(answers, async ({ ask, seen }) => {
      const reused = async (pool: string | null) => (await ask(pool)).connection?.reused;
      assert.deepEqual([await reused('one'), await reused('two'), await reused('one')], [false, false, true]);
      assert.deepEqual([await reused(null), await reused(null)], [false, false]);
      assert.equal(seen.sockets.length, 4);
    }));
});
