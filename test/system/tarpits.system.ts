import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { folderOf, linesIn, reportIn } from '../fleet/hosts.js';
import { runAlone } from '../hostile/run.js';
import { type HostileServer, listen } from '../hostile/server.js';
import { tarpit } from '../hostile/tarpits.js';

const COUNT = 500;
/** Twice what a fleet of as many healthy servers takes. */
const MOST_MIB = 320;
/** Each may take a second, 50 of them at once: ten seconds where nothing else is done, and a busy machine its time. */
const LONGEST_MS = 180_000;

test(`${COUNT} tarpits in one fleet end in time, in the memory of a few`, async (t) => {
  const at = await folderOf(t);
  const servers: HostileServer[] = [];
  t.after(() => Promise.all(servers.map((server) => server.close())));
  for (let n = 0; n < COUNT; n += 1) {
    servers.push(await listen(tarpit, { host: `127.2.${n >> 8}.${n & 255}` }));
  }
  const urls = servers.map(({ url }) => url);
  const patience = ['--timeout', '200ms', '--target-deadline', '1s', '--concurrency', '50'];
  const fleet = async (name: string, list: readonly string[]) => {
    await writeFile(at(name), `${list.join('\n')}\n`);
    const words = [...patience, '--format', 'json', '--report', `ndjson:${at(`${name}.ndjson`)}`];
    return runAlone(['fleet', at(name), '--yes', ...words]);
  };
  const few = await fleet('few', urls.slice(0, 50));
  const all = await fleet('all', urls);
  // Some answer a hello, and it is known then whose fault it is.
  assert.ok(all.code === 1 || all.code === 3, all.stderr);
  assert.ok(all.ms < LONGEST_MS, `${all.ms} ms`);
  assert.equal(reportIn(all).targets, COUNT);
  assert.equal(reportIn(all).states.good, 0);
  assert.equal((await linesIn(at('all.ndjson'))).length, COUNT + 1);
  t.diagnostic(
    `${Math.round(all.ms)} ms, peak ${all.peakMiB.toFixed(0)} MiB, of 50 tarpits ${few.peakMiB.toFixed(0)} MiB`,
  );
  assert.ok(all.peakMiB < MOST_MIB, `${all.peakMiB} MiB`);
});
