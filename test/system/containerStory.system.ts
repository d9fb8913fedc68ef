import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadPersona } from '../../src/demo/personas.js';
import { startServer } from '../../src/demo/server.js';
import { packageRoot } from '../../src/packageRoot.js';
import { assertTold, STORY, tell } from '../containerStory.js';

const file = pathToFileURL(join(packageRoot, 'test', 'system', 'servers.mjs')).href;
const { hosted }: typeof import('./servers.mjs') = await import(file);

async function persona(test: TestContext, name: string): Promise<string> {
  const folder = join(packageRoot, 'fixtures', 'servers');
  const server = await startServer({ ...(await loadPersona(folder, name)), auth: null, rateLimit: null });
  test.after(() => server.close());
  return server.url;
}

/** `FastMCP(...).http_app(stateless_http=True)`, as the team ran it. */
const well = hosted('fastmcp 3.4.11', 'stateless-sse');
const stale = hosted('mcp 1.16.0', 'stateful-sse');
const skip = well.skip || stale.skip;

it('the container story with servers in Python, and all clients', { skip, timeout: 120_000 }, async (t) => {
  const running = await Promise.all([well.start(), stale.start()]);
  for (const { close } of running) t.after(close);
  const [{ url: atWell }, { url: atStale }] = running;
  // One transport that all clients share: none of the servers in Python that are built here does that.
  const cast = { well: atWell, stale: atStale, upsetByGet: await persona(t, 'hello-refused-after-get') };
  const told = await tell(t, cast, [...Object.keys(STORY), 'proxy'], []);
  for (const name of Object.keys(STORY)) assertTold(told, name);
});
