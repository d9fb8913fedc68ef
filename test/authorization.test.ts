import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainMcp } from './hostile/answers.js';
import { type Behaviour, listen } from './hostile/server.js';
import { mended, told } from './mending.js';

const asksForBearer: Behaviour = (socket, request) => {
  if (/^authorization: Bearer a-token-1\r?$/im.test(request.head)) return plainMcp(socket, request);
  socket.write('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n');
};

const file = (url: string, value: string): string =>
  `${JSON.stringify({ mcpServers: { api: { type: 'http', url, headers: { Authorization: value } } } }, null, 2)}\n`;

describe('Authorization', { concurrency: 4 }, () => {
  for (const [name, value, token, rule, after] of [
    ['without its scheme gets it', '${TOKEN}', 'a-token-1', 'scheme-missing', 'Bearer ${TOKEN}'],
    [
      'with the scheme in the file and in the variable keeps one',
      'Bearer ${TOKEN}',
      'Bearer a-token-1',
      'bearer-doubled',
      '${TOKEN}',
    ],
  ] as const) {
    it(`${name}, where the server asks for it (what a 401 comes to without is never told)`, async (test) => {
      const server = await listen(asksForBearer);
      test.after(() => server.close());
      const outcome = await mended(test, '.mcp.json', file(server.url, value), { env: { TOKEN: token } });
      assert.deepEqual(told(outcome), [`${rule}: not-proved, made`]);
      assert.equal(outcome.text, file(server.url, after));
    });
  }

  it('without its scheme is left alone where the server takes the token alone', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const written = file(server.url, '${TOKEN}');
    const outcome = await mended(test, '.mcp.json', written, { env: { TOKEN: 'a-token-1' } });
    assert.deepEqual([told(outcome), outcome.text], [['scheme-missing: no-effect'], written]);
  });
});

describe('what a client takes is no finding and no problem', () => {
  it('null for headers in Gemini CLI (measured: 0.61.0 connects)', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const text = JSON.stringify({ mcpServers: { api: { httpUrl: server.url, headers: null } } });
    const { servers, edits } = await mended(test, '.gemini/settings.json', text);
    assert.deepEqual([servers[0]?.before, servers[0]?.after, edits], [true, true, []]);
  });

  it('a switch alone in opencode (measured: 1.18.33 shows no server and no error)', async (test) => {
    const { servers } = await mended(test, 'opencode.json', '{ "mcp": { "a": { "enabled": true } } }');
    assert.equal(servers[0]?.skipped, 'it only switches a server of another file');
  });
});
