import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { http, withServers } from './configuring.js';
import { assertTold, tell, triaged } from './containerStory.js';
import { deadPort } from './hostile/server.js';

/** One client is replayed: test/system/ has all of them, at servers in Python. */
const SHORT = ['--client', 'claude-code'];

async function persona(test: TestContext, name: string): Promise<string> {
  const folder = join(packageRoot, 'fixtures', 'servers');
  const server = await startServer({ ...(await loadPersona(folder, name)), auth: null, rateLimit: null });
  test.after(() => server.close());
  return server.url;
}

it('the container story: each fault of a file is found with rate, blame and the hint that mends it', async (t) => {
  const cast = {
    well: await persona(t, 'strict'),
    stale: await persona(t, 'unknown-session-400'),
    upsetByGet: await persona(t, 'hello-refused-after-get'),
  };
  const names = ['ipv6-first', 'flaky', 'health-checked', 'stale'];
  const told = await tell(t, cast, names, SHORT);
  for (const name of names) assertTold(told, name);
  const page = told.page.replace(/\n {2,}/g, ' ');
  assert.match(page, /\.mcp\.json \(Claude Code\): 1 of 4 servers connects\n✗ ipv6-first/);
  assert.match(page, /\n~ flaky .* fault {2}server or network/);
  assert.match(page, /\n! stale: An unknown session is refused, but not with 404 Answer .*with 404/);
});

it('of four servers in a file of which one is bad, that one comes first, and the others are one line', async (t) => {
  const well = await persona(t, 'strict');
  const { path } = withServers(t, {
    a: http(well),
    b: http(well),
    c: http(`http://127.0.0.1:${await deadPort()}/mcp`),
    d: http(well),
  });
  const { page } = await triaged(path, [...SHORT, '--repeat', '2']);
  assert.match(page, /: 3 of 4 servers connect\n✗ c /);
  assert.match(page, /\n✓ a, b, d: Claude Code connects\n/);
});
