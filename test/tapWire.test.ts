import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { portOf } from './hostile/server.js';
import { tapped } from './tapping.js';

/** A server of bytes: what each connection sends is kept, and the behaviour answers. */
const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

interface Raw {
  url: string;
  port: number;
  received: () => string;
  connections: () => number;
}

async function raw(behaviour: (socket: Socket, text: string) => void): Promise<Raw> {
  let received = '';
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      behaviour(socket, received);
    });
    socket.on('end', () => socket.end());
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  const port = await portOf(server);
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    received: () => received,
    connections: () => connections,
  };
}

/** Sends these bytes to an address and returns what comes until the end; `cut` where the connection was reset. */
async function said(url: string, bytes: string, until: RegExp | null = null): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes.replaceAll('{host}', `${hostname}:${port}`), 'latin1');
  let text = '';
  let cut = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (until?.test(text) === true) socket.destroy();
  });
  socket.on('error', () => {
    cut = ' (cut)';
  });
  await new Promise((resolve) => socket.on('close', resolve));
  return text + cut;
}

const POST = (more = ''): string =>
  `POST /mcp HTTP/1.1\r\nhOst: {host}\r\nX-B: 2\r\nx-b: 1\r\nACCEPT:application/json\r\n${more}Content-Length: 2\r\n\r\n{}`;
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

describe('what passes the tap', () => {
  it('is what was sent, to the byte, but for Host', async () => {
    const server = await raw((socket, text) => text.endsWith('{}') && socket.end(ANSWER));
    await tapped(server.url, (url) => said(url, POST()));
    assert.equal(server.received(), POST().replace('{host}', `127.0.0.1:${server.port}`));
  });

  it('is what was answered, chunks and extensions and trailers too', async () => {
    const answer =
      'HTTP/1.1 200 Fine, thanks\r\nX-Odd:\tvalue \r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n00\r\nTrailer: x\r\n\r\n';
    const server = await raw((socket, text) => text.endsWith('{}') && socket.end(answer));
    const { exchanges } = await tapped(server.url, async (url) =>
      assert.equal(await said(url, POST()), answer),
    );
    const [exchange] = exchanges;
    assert.ok(exchange?.outcome.kind === 'answer');
    assert.deepEqual([exchange.outcome.body.end, exchange.outcome.body.bytes], ['complete', 3]);
  });

  it('comes as it was sent: an event is there before the next one is made', async () => {
    const first = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {"a":1}\n\n';
    const server = await raw((socket, text) => {
      if (text.endsWith('\r\n\r\n')) socket.write(first);
    });
    const get = 'GET /mcp HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n\r\n';
    const { exchanges } = await tapped(server.url, async (url) =>
      assert.equal(await said(url, get, /"a":1/), first),
    );
    const [exchange] = exchanges;
    assert.ok(exchange?.outcome.kind === 'answer');
    assert.equal(exchange.outcome.body.end, 'stopped');
    assert.equal(exchange.outcome.events?.length, 1);
  });

  it('keeps 1xx, and several requests on one connection are one connection to the server', async () => {
    let answers = 0;
    const server = await raw((socket, text) => {
      if (!text.endsWith('{}')) return;
      answers += 1;
      socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${ANSWER}`);
      if (answers === 2) socket.end();
    });
    const { exchanges, recording } = await tapped(server.url, async (url) => {
      const { port } = new URL(url);
      const socket = connect(Number(port), '127.0.0.1');
      const bytes = POST().replace('{host}', `127.0.0.1:${port}`);
      socket.write(bytes);
      await once(socket, 'data');
      socket.write(bytes);
      socket.resume();
      await once(socket, 'close');
    });
    assert.equal(server.connections(), 1);
    assert.deepEqual(
      exchanges.map(({ connection }) => connection?.reused),
      [false, true],
    );
    assert.deepEqual(
      recording.traffic?.connections.map((one) => one.exchanges),
      [['x1', 'x2']],
    );
    const [first] = exchanges;
    assert.ok(first?.outcome.kind === 'answer');
    assert.deepEqual(first.outcome.interim, [103]);
  });

  it('a cut is passed on as a cut, and nothing is sent again', async () => {
    const server = await raw((socket, text) => text.endsWith('{}') && socket.resetAndDestroy());
    const { exchanges } = await tapped(server.url, async (url) =>
      assert.equal(await said(url, POST()), ' (cut)'),
    );
    assert.equal(server.connections(), 1);
    assert.equal(exchanges[0]?.outcome.kind, 'failure');
  });

  it('a body that breaks off breaks off, and is said to', async () => {
    const half = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"half":';
    const server = await raw((socket, text) => text.endsWith('{}') && socket.end(half));
    const { exchanges } = await tapped(server.url, async (url) =>
      assert.equal(await said(url, POST()), half),
    );
    const [exchange] = exchanges;
    assert.ok(exchange?.outcome.kind === 'answer');
    assert.equal(exchange.outcome.body.end, 'cut');
  });

  it('who has said all and closes its side still hears the answer', async () => {
    const server = await raw((socket, text) => text.endsWith('{}') && setImmediate(() => socket.end(ANSWER)));
    await tapped(server.url, async (url) => {
      const { port } = new URL(url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.end(POST().replace('{host}', `127.0.0.1:${port}`));
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      assert.equal(text, ANSWER);
    });
  });

  it('is no more than that: 20 MB pass whole, and a mebibyte of them is kept at most', async () => {
    const size = 20_000_000;
    const server = await raw((socket, text) => {
      if (!text.endsWith('{}')) return;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`);
      socket.end(Buffer.alloc(size, 'a'));
    });
    const { exchanges } = await tapped(server.url, async (url) => {
      const text = await said(url, POST());
      assert.equal(text.slice(text.indexOf('\r\n\r\n') + 4).length, size);
    });
    const [exchange] = exchanges;
    assert.ok(exchange?.outcome.kind === 'answer');
    assert.deepEqual([exchange.outcome.body.bytes, exchange.outcome.body.end], [size, 'cap']);
  });

  it('a server that is not there is a connection that breaks, with its reason in the report', async () => {
    const gone = await raw(() => {});
    servers.pop()?.close();
    const { target } = await tapped(gone.url, async (url) => assert.equal(await said(url, HELLO), ' (cut)'));
    assert.equal(target.diagnosis?.id, 'nothing-listens');
  });
});

const HELLO = `POST /mcp HTTP/1.1\r\nHost: {host}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nContent-Length: 46\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initialize"}`;

describe('who is not let through', () => {
  const cases: [string, string, RegExp][] = [
    ['another host name', 'GET /mcp HTTP/1.1\r\nHost: evil.example\r\n\r\n', /another name/],
    ['two of them', 'GET /mcp HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n', /another name/],
    ['none', 'GET /mcp HTTP/1.0\r\n\r\n', /another name/],
    [
      'a page of another origin',
      'GET /mcp HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\n\r\n',
      /another origin/,
    ],
    ['a page without one', 'GET /mcp HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\n\r\n', /another origin/],
    ['who takes it for a proxy', 'GET http://127.0.0.1/mcp HTTP/1.1\r\nHost: {host}\r\n\r\n', /no proxy/],
    ['what is no HTTP', 'hello\r\n\r\n', /no HTTP/],
  ];
  for (const [who, bytes, why] of cases) {
    it(`${who}: 403, and the server hears nothing`, async () => {
      const server = await raw(() => {});
      const { refused, recording } = await tapped(server.url, async (url) =>
        assert.match(await said(url, bytes), /^HTTP\/1.1 403 Forbidden/),
      );
      assert.match(refused.join(), why);
      assert.equal(recording.traffic?.refused, 1);
      assert.equal(server.connections(), 0);
    });
  }
});
