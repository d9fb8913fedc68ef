import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { folderOf, linesIn, named, reportIn } from '../fleet/hosts.js';
import { runAlone } from '../hostile/run.js';
import { listen } from '../hostile/server.js';
import { tarpit } from '../hostile/tarpits.js';

const COUNT = 500;
/** Each may take a second, 50 of them at once: ten seconds where nothing else is done. */
const LONGEST_MS = 90_000;

test(`${COUNT} tarpits in one fleet end in time, in the memory of a few`, async (t) => {
  const at = await folderOf(t);
  const server = await listen(tarpit);
  t.after(() => server.close());
  const { urls, resolve } = named(String(server.port), COUNT, 'tar');
  const patience = ['--timeout', '200ms', '--target-deadline', '1s', '--concurrency', '50'];
  const fleet = async (name: string, list: readonly string[]) => {
    await writeFile(at(name), `${list.join('\n')}\n`);
    const words = [...resolve, ...patience, '--format', 'json', '--report', `ndjson:${at(`${name}.ndjson`)}`];
    return runAlone(['fleet', at(name), '--yes', ...words]);
  };
  const few = await fleet('few', urls.slice(0, 50));
  const all = await fleet('all', urls);
  assert.equal(all.code, 3, all.stderr);
  assert.ok(all.ms < LONGEST_MS, `${all.ms} ms`);
  assert.equal(reportIn(all).targets, COUNT);
  assert.equal(reportIn(all).states.good, 0);
  assert.equal((await linesIn(at('all.ndjson'))).length, COUNT + 1);
  const above = all.peakMiB / few.peakMiB;
  t.diagnostic(
    `${Math.round(all.ms)} ms, peak ${all.peakMiB.toFixed(0)} MiB, ${above.toFixed(2)} of that of 50`,
  );
  assert.ok(above < 1.5, `${above}`);
});
