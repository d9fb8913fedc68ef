import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { probe } from './configuring.js';
import { folderWith } from './fixing.js';
import { plainMcp } from './hostile/answers.js';
import { listen } from './hostile/server.js';
import { mended, told } from './mending.js';

/** Measured: Claude Code 2.1.329 and Codex 0.169.0 show no server of such a file. */
describe('a file that its client drops whole', { concurrency: 4 }, () => {
  it('is mended: comments and trailing commas go, and with them whatever else is wrong', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const text = `{\n  // ours\n  "mcpServers": {\n    "api": { "url": "${server.url}" }, // old\n  },\n}\n`;
    const outcome = await mended(test, '.mcp.json', text);
    assert.deepEqual(told(outcome), [
      'comment-not-read: proved, made',
      'trailing-comma: proved, made',
      'comment-not-read: proved, made',
      'trailing-comma: proved, made',
      'type-missing: proved, made',
    ]);
    const [api] = outcome.servers;
    assert.deepEqual([api?.before, api?.after], [false, true]);
    assert.equal(
      outcome.text,
      `{\n  "mcpServers": {\n    "api": { "url": "${server.url}", "type": "http" }\n  }\n}\n`,
    );
  });

  it('is mended without proof where no server of it can be tried', async (test) => {
    const text = '{ "mcpServers": { "files": { "command": "npx" }, } }';
    const outcome = await mended(test, '.mcp.json', text);
    assert.deepEqual(told(outcome), ['trailing-comma: not-proved, made']);
    assert.equal(outcome.text, '{ "mcpServers": { "files": { "command": "npx" } } }');
  });

  it('is mended key by key where Codex refuses it, headers that it never sent among them', async (test) => {
    const server = await listen((socket, request) => {
      if (/x-team: a/i.test(request.head)) return plainMcp(socket, request);
      socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    });
    test.after(() => server.close());
    const text = `[mcp_servers.api]\nurl = "${server.url}"\nbearer_token = "API_TOKEN"\nenabled = "true"\n\n[mcp_servers.api.headers]\nX-Team = "a"\n`;
    const outcome = await mended(test, '.codex/config.toml', text, { env: { API_TOKEN: 'a-token' } });
    assert.deepEqual(told(outcome), [
      'key-refused: proved, made',
      'switch-not-boolean: proved, made',
      'key-misspelt: proved, made',
    ]);
    assert.equal(
      outcome.text,
      `[mcp_servers.api]\nurl = "${server.url}"\nbearer_token_env_var = "API_TOKEN"\nenabled = true\n\n[mcp_servers.api.http_headers]\nX-Team = "a"\n`,
    );
  });

  it('fails for every server where what spoils it has to be decided by a person', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const text = `[mcp_servers.api]\nurl = "${server.url}"\n\n[mcp_servers.both]\nurl = "${server.url}"\ncommand = "npx"\n`;
    const outcome = await mended(test, '.codex/config.toml', text);
    const [api] = outcome.servers;
    assert.deepEqual([api?.name, api?.before, api?.after], ['api', false, false]);
    assert.equal(
      api?.because,
      'Codex drops the whole file: "url" stands beside a transport that it does not belong to',
    );
  });

  it('is not probed: its place, and what to do', async (test) => {
    const folder = folderWith(test, { '.mcp.json': '{ "mcpServers": {}, }' });
    const ran = await probe(folder, []);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /^error: Claude Code drops this whole file, and every server in it$/m);
    assert.match(
      ran.stderr,
      /where: \.mcp\.json:1:19\n {2}found: there is a comma before a closing bracket\n/,
    );
  });
});

/** Measured with Codex 0.169.0: with the token nothing goes out, the other header is left out. */
describe('a variable that ends in a line break', () => {
  const text = (url: string, more: string): string => `[mcp_servers.api]\nurl = "${url}"\n${more}\n`;

  it('is no bearer token for Codex: it is told, and no request goes out', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const written = text(server.url, 'bearer_token_env_var = "API_TOKEN"');
    const { servers } = await mended(test, '.codex/config.toml', written, {
      env: { API_TOKEN: 'a-token\n' },
    });
    assert.equal(servers[0]?.after, null);
    assert.equal(server.received.length, 0);
  });

  it('leaves another header of Codex out', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const written = text(server.url, 'env_http_headers = { "X-Key" = "API_KEY" }');
    const { servers } = await mended(test, '.codex/config.toml', written, { env: { API_KEY: 'a-key\n' } });
    assert.equal(servers[0]?.after, true);
    assert.ok(server.received.length > 0);
    assert.ok(server.received.every(({ head }) => !/x-key/i.test(head)));
  });
});
