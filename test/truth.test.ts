import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { builtinRules } from '../src/judge/builtin.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn } from '../src/run/judging.js';
import { cellsOf, rulesOf } from './cellTruth.js';
import { truths } from './interop/stored.js';
import { probeUrl } from './probing.js';

interface RealServer {
  name: string;
  token?: string;
  start(): Promise<{ url: string; close(): Promise<void> }>;
}

const folder = join(packageRoot, 'test', 'servers');
const truth = truths();
const traced = JSON.parse(await readFile(join(folder, 'broken-musts.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>;
const { servers } = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as {
  servers: RealServer[];
};
const rules = await builtinRules();

describe('real servers, against the table established with raw sockets', { concurrency: 4 }, () => {
  for (const server of servers) {
    it(`${server.name}: all cells are as the table says, twice, and every error is traced to a MUST`, async () => {
      const { url, close } = await server.start();
      try {
        for (const round of [1, 2]) {
          const recording = await probeUrl(url, { ruleset: 'spec' }, { token: server.token ?? null });
          const [target] = reportOn([recording], rules, { ruleset: 'spec', failOn: 'error' }).targets;
          assert.ok(target);
          const expected = truth[server.name];
          assert.ok(expected, `the table has no ${server.name}`);
          assert.deepEqual(target.eras, expected.eras, `eras in round ${round}`);
          for (const era of expected.eras) {
            assert.deepEqual(cellsOf(target.cells, era), expected[era], `${era} cells in round ${round}`);
          }
          assert.deepEqual(rulesOf(target.findings, 'error'), Object.keys(traced[server.name] ?? {}).sort());
        }
      } finally {
        await close();
      }
    });
  }
});
