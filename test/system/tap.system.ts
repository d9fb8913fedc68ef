import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/packageRoot.js';
import type { Running, ServerModule } from '../servers/index.mjs';
import { tapped } from '../tapping.js';

const open = (path: string) => import(pathToFileURL(join(packageRoot, 'test', path)).href);
const { clients }: typeof import('./clients.mjs') = await open('system/clients.mjs');
const servers: Record<string, Running> = {};
for (const name of ['sdk-stateful-sse', 'v2-dual']) {
  servers[name] = await ((await open(`servers/${name}.mjs`)) as ServerModule).start();
}
after(() =>
  Promise.all([
    ...clients.map(({ program }) => program.close()),
    ...Object.values(servers).map((one) => one.close()),
  ]),
);

/** What the clients in Go, Python, Rust and Java do wrong at a server that is well, by their profile; measured. */
const WRONG: Record<string, string[]> = {};

describe('clients of other languages through the tap', () => {
  for (const { name, profile, program } of clients) {
    for (const [server, { url }] of Object.entries(servers)) {
      it(`${name} at ${server} comes to the same as without it`, async () => {
        const outcome = (at: string): Promise<string> =>
          program.connect(at, []).then(
            () => 'connects',
            () => 'fails',
          );
        const direct = await outcome(url);
        let through = '';
        const { target } = await tapped(url, async (at) => {
          through = await outcome(at);
        });
        assert.equal(through, direct);
        const wrong = new Set(
          target.findings.flatMap(({ fault, severity, rule }) =>
            fault === 'client' && severity !== 'note' ? [rule] : [],
          ),
        );
        assert.deepEqual([...wrong].sort(), WRONG[profile] ?? []);
      });
    }
  }
});
