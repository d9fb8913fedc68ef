import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/packageRoot.js';
import type { Running, ServerModule } from '../servers/index.mjs';
import { tapped } from '../tapping.js';

const open = (path: string) => import(pathToFileURL(join(packageRoot, 'test', path)).href);
const { apps }: typeof import('./apps/index.mjs') = await open('system/apps/index.mjs');
const servers: Record<string, Running> = {};
for (const name of ['sdk-stateful-sse', 'v2-dual']) {
  servers[name] = await ((await open(`servers/${name}.mjs`)) as ServerModule).start();
}
after(() => Promise.all(Object.values(servers).map((one) => one.close())));

/** What they do wrong at a server that is well, by their name; measured. */
const WRONG: Record<string, string[]> = {
  // It sends no MCP-Protocol-Version after the hello, to anybody: rules/clients/gemini-cli@0.61.0.json.
  'gemini 0.61.0': ['version-header-missing'],
};

/** The program that most people run: one version of each, the newest. */
const newest = [...new Map(apps.map((app) => [app.name.split(' ')[0], app])).values()];

describe('what people use as a client, through the tap', () => {
  for (const { name, look } of newest) {
    for (const [server, { url }] of Object.entries(servers)) {
      it(`${name} at ${server} connects as without it`, async () => {
        const [direct] = await look([{ url, headers: [] }]);
        let through: boolean | undefined;
        const { target } = await tapped(url, async (at) => {
          [through] = await look([{ url: at, headers: [] }]);
        });
        assert.deepEqual([direct, through], [true, true]);
        const wrong = target.findings.flatMap(({ fault, severity, rule }) =>
          fault === 'client' && severity !== 'note' ? [rule] : [],
        );
        assert.deepEqual([...new Set(wrong)].sort(), WRONG[name] ?? []);
      });
    }
  }
});
