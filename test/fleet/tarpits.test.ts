import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen } from '../hostile/server.js';
import { TARPITS, tarpit } from '../hostile/tarpits.js';
import { fleetOf, folderOf, named, reportIn } from './hosts.js';

test('tarpits of every kind hold a fleet no longer than it was told, and none is called well', async (t) => {
  const at = await folderOf(t);
  const server = await listen(tarpit);
  t.after(() => server.close());
  const { urls, resolve } = named(String(server.port), 2 * TARPITS.length, 'tar');
  const patience = ['--timeout', '50ms', '--target-deadline', '400ms'];
  const ran = await fleetOf(at, urls, [...resolve, ...patience, '--quick', '--format', 'json']);
  assert.ok(ran.code === 1 || ran.code === 3, ran.stderr);
  const { targets, states, verdicts } = reportIn(ran);
  assert.equal(targets, urls.length);
  assert.equal(states.good, 0);
  assert.equal(verdicts.connects, 0);
});
