import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import type { ConfigFinding } from '../../model.js';
import { createSender } from '../../net/sender.js';
import { loadProfiles } from '../../plan/loadProfiles.js';
import { newestOf } from '../../plan/profiles.js';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { mend } from './mend.js';
import type { Mended } from './mended.js';

const formats = await loadFormats();
const profile = newestOf(await loadProfiles(), 'claude-code');

/** A free port of this machine at which nothing listens. */
const DEAD = 'http://127.0.0.1:1/mcp';

/** A server that notes every request it gets, and the lines that lead other names to it. */
async function catcher(test: TestContext) {
  const caught: string[] = [];
  const server = createServer((request, response) => {
    caught.push(`${request.method} ${request.headers.authorization}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { caught, port };
}

/** Mends an entry with one proposal: to write this address. Every name that is none of loopback is `port`. */
async function moveTo(test: TestContext, from: string, to: string, port: number): Promise<Mended> {
  const headers = { Authorization: 'Bearer abcdef12' };
  const text = JSON.stringify({ mcpServers: { api: { type: 'http', url: from, headers } } }, null, 2);
  const file = await readConfig({ path: '.mcp.json', text, env: {}, client: null }, formats);
  const place = file.entries[0]?.url?.place;
  const finding: ConfigFinding = {
    rule: 'elsewhere',
    stableId: 'elsewhere@.mcp.json@api/url',
    severity: 'error',
    title: '',
    server: 'api',
    line: place?.line ?? 0,
    column: place?.column ?? 0,
    message: '',
    expected: '',
    requirement: null,
    steps: [],
    references: [],
    edit: { path: ['mcpServers', 'api', 'url'], value: to },
    touchesWire: true,
  };
  const sender = createSender(1);
  test.after(() => sender.close());
  return mend(
    file,
    file.entries,
    { findings: [finding], keys: [] },
    {
      formats,
      env: {},
      shell: {},
      profile,
      bridgeFor: () => null,
      sendFor: () => (request) => {
        const isNamed = !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(request.url).hostname);
        return sender.send(isNamed ? { ...request, url: `http://127.0.0.1:${port}/mcp` } : request);
      },
      timeoutMs: 2000,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
}

describe('what the user configured is sent to no host that the user did not name', () => {
  for (const [from, to] of [
    [DEAD, 'http://host.docker.internal:3000/mcp'],
    [DEAD, 'http://127.0.0.1.example/mcp'],
    [DEAD, 'http://localhost.example/mcp'],
    ['http://[::1]:1/mcp', 'http://[::2]/mcp'],
  ] as const) {
    it(`not to ${to} instead of ${from}, be it reached or not`, async (test) => {
      const { caught, port } = await catcher(test);
      const mended = await moveTo(test, from, to, port);
      assert.deepEqual(caught, []);
      assert.deepEqual([mended.made, mended.edits], [[], []]);
    });
  }

  it('but to another name of this machine, with which the server may answer', async (test) => {
    const { caught, port } = await catcher(test);
    await moveTo(test, 'http://localhost:1/mcp', `http://127.0.0.1:${port}/mcp`, 1);
    assert.ok(caught.includes('POST Bearer abcdef12'), caught.join());
  });
});
