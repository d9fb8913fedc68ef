import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainMcp } from './hostile/answers.js';
import { type Behaviour, deadPort, listen } from './hostile/server.js';
import { mended, told } from './mending.js';

const answer = (head: string, body = ''): string =>
  `HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Serves MCP at one path, and says of every other that nothing is there. */
const at =
  (path: string, behaviour: Behaviour, status = '404 Not Found'): Behaviour =>
  (socket, request) => {
    if (request.path === path) return behaviour(socket, request);
    socket.write(answer(status));
  };

const challenge: Behaviour = (socket) => {
  socket.write(answer('401 Unauthorized\r\nWWW-Authenticate: Bearer'));
};

const file = (url: string, headers = {}): string =>
  `${JSON.stringify({ mcpServers: { api: { type: 'http', url, headers } } }, null, 2)}\n`;

async function serve(test: import('node:test').TestContext, behaviour: Behaviour) {
  const server = await listen(behaviour);
  test.after(() => server.close());
  const { origin } = new URL(server.url);
  return { server, origin };
}

describe('fix on a wrong path', { concurrency: 4 }, () => {
  it('asks the usual ones, and proposes what answers; no credential goes along', async (test) => {
    const { server, origin } = await serve(test, at('/mcp/', plainMcp));
    const written = file(`${origin}/v1/mcp`, { Authorization: 'Bearer a-token-1' });
    const outcome = await mended(test, '.mcp.json', written);
    assert.deepEqual(
      told(outcome).filter((line) => line.startsWith('path')),
      ['path: proved, made'],
    );
    assert.match(outcome.text, /"url": "http:\/\/127\.0\.0\.1:\d+\/mcp\/"/);
    const found = outcome.edits.find(({ rule }) => rule === 'path');
    assert.match(
      found?.what ?? '',
      /there a server answers \(2 more requests, without credentials: \/mcp, \/mcp\/\)$/,
    );
    const usual = server.received.filter(({ path }) => path === '/mcp' || path === '/mcp/').slice(0, 2);
    assert.ok(usual.every(({ head }) => !/authorization/i.test(head)));
  });

  it('takes a 401 with a challenge for found, without proof', async (test) => {
    const { origin } = await serve(test, at('/', challenge, '405 Method Not Allowed'));
    const outcome = await mended(test, '.mcp.json', file(`${origin}/api`));
    assert.deepEqual(told(outcome), ['path: not-proved, made']);
    assert.match(outcome.text, /"url": "http:\/\/127\.0\.0\.1:\d+\/"/);
  });

  it('says what it asked where nothing answers, and asks no more than that', async (test) => {
    const { server, origin } = await serve(test, at('/never', plainMcp));
    const { servers, edits } = await mended(test, '.mcp.json', file(`${origin}/api`));
    assert.deepEqual(edits, []);
    assert.match(
      servers[0]?.because ?? '',
      /\(4 more requests, without credentials: \/mcp, \/mcp\/, \/, \/sse\)/,
    );
    const others = server.received.filter(({ path }) => path !== '/api');
    assert.deepEqual(
      others.map(({ method, path }) => `${method} ${path}`),
      ['POST /mcp', 'POST /mcp/', 'POST /', 'GET /sse'],
    );
  });

  it('asks nothing else after any other answer, or where nothing listens', async (test) => {
    const { server, origin } = await serve(test, at('/never', plainMcp, '500 Oops'));
    await mended(test, '.mcp.json', file(`${origin}/api`));
    assert.ok(server.received.every(({ path }) => path === '/api'));
    const port = await deadPort();
    const { servers } = await mended(test, '.mcp.json', file(`http://127.0.0.1:${port}/api`));
    assert.equal(
      servers[0]?.because,
      'the server cannot be reached (ECONNREFUSED); nothing answers at the other address of this machine either',
    );
  });

  it('finds a server that listens on the other address of this machine', async (test) => {
    const { server } = await serve(test, plainMcp);
    const outcome = await mended(test, '.mcp.json', file(`http://[::1]:${server.port}/mcp`));
    assert.deepEqual(told(outcome), ['address-family: proved, made']);
    assert.equal(outcome.text, file(`http://127.0.0.1:${server.port}/mcp`));
  });
});
