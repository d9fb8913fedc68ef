import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import type { Recording, Report } from '../src/model.js';
import { listenBetween } from '../src/tap/listen.js';
import { targetFromUrl } from '../src/targets/fromUrl.js';
import { type RouteOptions, routeFrom } from '../src/targets/route.js';
import { certificate } from './certificates.js';
import { folderWith } from './fixing.js';
import { startProxy } from './forwardProxy.js';
import { plainMcp } from './hostile/answers.js';
import type { Interruptible } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { deadPort, type ListenOptions, listen } from './hostile/server.js';
import { ASKED } from './tapping.js';

const HELLO = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}';

async function server(t: TestContext, options: ListenOptions = {}) {
  const one = await listen(plainMcp, options);
  t.after(() => one.close());
  return one;
}

/** One hello through a tap that reaches its server in that way. */
async function through(
  url: string,
  options: RouteOptions,
  more: { most?: number; hellos?: number } = {},
): Promise<{ statuses: number[]; recording: Recording }> {
  const target = targetFromUrl(url, { headers: [], bearerEnv: null, credentials: [], env: {} });
  const route = await routeFrom(options, {});
  const told = { onHead: () => {}, onExchange: () => {}, onRefused: () => {} };
  const at = {
    address: '127.0.0.1',
    port: 0,
    asked: ASKED,
    route,
    ...(more.most === undefined ? {} : { most: more.most }),
  };
  const tap = await listenBetween(target, { ...at, ...told });
  const statuses: number[] = [];
  for (let nth = 0; nth < (more.hellos ?? 1); nth += 1) {
    const sent = fetch(tap.url, {
      method: 'POST',
      body: HELLO,
      headers: { 'Content-Type': 'application/json' },
    });
    const answer = await sent.catch(() => null);
    statuses.push(answer?.status ?? 0);
    await answer?.text();
  }
  return { statuses, recording: await tap.end() };
}

describe('the tap reaches its server as probe does', () => {
  it('by --resolve, and by one family alone', async (t) => {
    const { port, received } = await server(t);
    const resolve = [{ host: 'mcp.test', port, addresses: ['::1', '127.0.0.1'] }];
    const { statuses, recording } = await through(`http://mcp.test:${port}/mcp`, { resolve, family: '4' });
    assert.deepEqual([statuses, received.length], [[200], 1]);
    assert.equal(recording.route.family, 4);
    assert.equal((await through(`http://127.0.0.1:${port}/mcp`, { family: '4' })).statuses[0], 200);
  });

  it('with an authority of --ca, and without it not at all', async (t) => {
    const root = certificate({ name: 'Test Root', authority: true });
    const { cert, key } = certificate({ name: 'mcp.test', by: root });
    const { port } = await server(t, { secure: { cert, key } });
    const { at } = folderWith(t, { 'ca.pem': root.cert });
    const resolve = [{ host: 'mcp.test', port, addresses: ['127.0.0.1'] }];
    const url = `https://mcp.test:${port}/mcp`;
    const ca = at('ca.pem');
    assert.deepEqual((await through(url, { resolve, ca })).statuses, [200]);
    const { statuses, recording } = await through(url, { resolve });
    assert.deepEqual(statuses, [0]);
    const [outcome] = recording.flows.flatMap(({ exchanges }) => exchanges.map((one) => one.outcome));
    assert.ok(outcome?.kind === 'failure' && outcome.stage === 'tls', JSON.stringify(outcome));
  });

  it('through the tunnel of a proxy, in plain HTTP too: what passes is not changed', async (t) => {
    const { url, received, port } = await server(t);
    const proxy = await startProxy();
    t.after(() => proxy.close());
    const userinfo = proxy.url.replace('http://', 'http://me:a-proxy-password-9f8e7d@');
    const { statuses, recording } = await through(url, { proxy: userinfo });
    assert.deepEqual(statuses, [200]);
    assert.deepEqual(proxy.asked, [`CONNECT 127.0.0.1:${port}`]);
    assert.match(received[0]?.head ?? '', /^POST \/mcp HTTP\/1\.1\r\n/);
    assert.doesNotMatch(JSON.stringify(recording), /a-proxy-password/);
    assert.equal(recording.route.proxy?.from, '--proxy');
  });

  it('and says what a proxy says that opens no tunnel', async (t) => {
    const { url } = await server(t);
    const proxy = await startProxy({ connect: 407 });
    t.after(() => proxy.close());
    const { statuses, recording } = await through(url, { proxy: proxy.url });
    assert.deepEqual(statuses, [0]);
    const [outcome] = recording.flows.flatMap(({ exchanges }) => exchanges.map((one) => one.outcome));
    assert.deepEqual(outcome?.kind === 'failure' ? [outcome.stage, outcome.code] : [], [
      'proxy',
      'CONNECT_407',
    ]);
  });

  it('keeps no more than so many exchanges, and says how many passed after them', async (t) => {
    const { url } = await server(t);
    const { recording } = await through(url, {}, { most: 2, hellos: 5 });
    assert.equal(recording.traffic?.unkept, 3);
    const { at } = folderWith(t, { 'tapped.json': JSON.stringify(recording) });
    const { stdout } = await run(['check', at('tapped.json')]);
    const page = stdout.replace(/\s+/g, ' ');
    assert.match(page, /the first 2 exchanges are kept and judged: 3 later ones passed/);
  });
});

/** A connection to a port as soon as somebody listens there. */
async function reached(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (open) return socket;
  }
}

describe('tap, the command', () => {
  it('ends at Ctrl-C in the middle of a stream: the client hears its end, and what passed is judged', async (t) => {
    const stream = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {"half":1}\n\n';
    const upstream = await listen((socket) => void socket.write(stream));
    t.after(() => upstream.close());
    const port = await deadPort();
    let heard: Promise<string> | null = null;
    const during = (child: Interruptible): void => {
      heard = reached(port).then((socket) => {
        socket.write(`GET /mcp HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n\r\n`);
        socket.once('data', () => child.kill('SIGINT'));
        return text(socket).catch(() => 'cut');
      });
    };
    const { code, stdout } = await run(['tap', upstream.url, '--port', String(port), '--json'], { during });
    const { exitCode, targets } = JSON.parse(stdout) as Report;
    assert.equal(exitCode, code);
    assert.equal(targets[0]?.traffic?.exchanges, 1);
    assert.equal(await heard, stream);
  });

  it('listens elsewhere where that is asked for, and warns of it', async (t) => {
    const { url } = await server(t);
    const port = await deadPort();
    const during = (child: Interruptible): void => {
      void reached(port).then((socket) => {
        socket.destroy();
        child.kill('SIGINT');
      });
    };
    const { stderr } = await run(['tap', url, '--port', String(port), '--listen', '0.0.0.0'], { during });
    assert.match(stderr, /warning: listening on 0\.0\.0\.0, not on loopback/);
    assert.match(stderr, new RegExp(`http://0\\.0\\.0\\.0:${port}/mcp`));
  });
});
