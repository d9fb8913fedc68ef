import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { builtinRules } from '../../src/judge/builtin.js';
import type { Era, TargetReport } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { reportOn } from '../../src/run/judging.js';
import { cellsOf, rulesOf } from '../cellTruth.js';
import { probeUrl } from '../probing.js';

/** What is to be said of one server under `recommended`. */
interface Expected {
  /** What keeps it from being said so far. */
  todo?: string;
  eras: Era[];
  stance: TargetReport['stance'];
  exitCode: number;
  errors: string[];
  warnings: string[];
  /** Words that the findings have, and words that would be wrong of this server. */
  says?: string[];
  never?: string[];
}

const folder = join(packageRoot, 'test', 'system');
const open = (path: string) => import(pathToFileURL(join(folder, path)).href);
const { servers }: typeof import('./servers.mjs') = await open('servers.mjs');
const { observe }: typeof import('../servers/observed.mjs') = await open('../servers/observed.mjs');
const expected: Record<string, Expected> = JSON.parse(
  await readFile(join(folder, 'servers.expected.json'), 'utf8'),
);
const rules = await builtinRules();

describe('servers in other languages, against what raw sockets see', { concurrency: 2 }, () => {
  for (const server of servers) {
    const entry = expected[server.name];
    assert.ok(entry, `servers.expected.json has no ${server.name}`);
    const { todo = false, says = [], never = [], ...said } = entry;
    const { name, skip } = server;
    it(`${name}: ${wordsFor(said)}`, { timeout: 120_000, skip, todo }, async () => {
      const truth = await observe(server);
      const { url, close } = await server.start(); // some do not survive being observed
      try {
        const recording = await probeUrl(url);
        const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
        const [target] = report.targets;
        assert.ok(target);
        assert.deepEqual(target.eras, truth.eras);
        const judged = target.cells.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
        if (server.diesOfDelete) assert.deepEqual([...new Set(judged.map(({ cell }) => cell))], ['both']);
        for (const era of server.diesOfDelete ? [] : truth.eras) {
          assert.deepEqual(cellsOf(target.cells, era), truth[era], `the cells of ${era}`);
        }
        const { eras, stance, findings } = target;
        const { exitCode } = report;
        const [errors, warnings] = [rulesOf(findings, 'error'), rulesOf(findings, 'warning')];
        assert.deepEqual({ eras, stance, exitCode, errors, warnings }, said);
        const text = JSON.stringify(findings);
        assert.deepEqual(
          says.filter((words) => !text.includes(words)),
          [],
          text,
        );
        assert.deepEqual(
          never.filter((words) => text.includes(words)),
          [],
          text,
        );
      } finally {
        await close();
      }
    });
  }
});

function wordsFor(said: Pick<Expected, 'eras' | 'stance' | 'exitCode'>): string {
  const stances = said.eras.map((era) => `${era} ${said.stance[era]}`);
  return `${stances.join(', ')}, exit ${said.exitCode}`;
}
