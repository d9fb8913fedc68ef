import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type CompiledFingerprint, loadFingerprints } from '../../src/judge/fingerprints.js';
import { packageRoot } from '../../src/packageRoot.js';
import { FIXTURES, kept, recognise, type Score, scored, truths } from '../fingerprinting.js';
import { probeUrl } from '../probing.js';

const { servers }: typeof import('./servers.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'system', 'servers.mjs')).href
);
const truth = await truths();
/** `UPDATE_GOLDEN=1` keeps what the servers answered, for `npm test` to look at without them. */
const KEEPS = process.env['UPDATE_GOLDEN'] !== undefined;

describe('who answered, in other languages: right or silent, never wrong', { concurrency: 2 }, () => {
  let all: CompiledFingerprint[];
  const table: Record<string, Record<Score, number>> = {};
  before(async () => {
    all = await loadFingerprints(join(packageRoot, 'rules', 'fingerprints'));
  });
  after(() => console.table(table));

  for (const server of servers) {
    it(server.name, { timeout: 120_000, skip: server.skip }, async () => {
      const is = truth[server.name];
      assert.ok(is, `truth.json has no ${server.name}`);
      const { url, close } = await server.start();
      try {
        const recording = await probeUrl(url);
        if (KEEPS) {
          const file = join(FIXTURES, `${server.name.replaceAll(' ', '_')}.json`);
          await writeFile(file, `${JSON.stringify(kept(recording))}\n`);
        }
        const said = recognise(all, recording);
        const scores = scored(said, is);
        for (const [part, score] of Object.entries(scores)) {
          table[part] ??= { right: 0, silent: 0, wrong: 0 };
          table[part][score] += 1;
        }
        const wrong = Object.entries(scores).filter(([, score]) => score === 'wrong');
        assert.deepEqual(wrong, [], JSON.stringify(said));
      } finally {
        await close();
      }
    });
  }
});
