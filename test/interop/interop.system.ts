import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { judged } from '../signatures.js';
import { probed, servers, truthOf } from './measuring.js';
import { readingsOf } from './readings.js';
import { goldens, truths } from './stored.js';
import { type Said, saidOf } from './verdicts.js';

const [truth, golden] = [truths(), goldens()];
/** What was read of how many servers, for the report of a run. */
const counted = { servers: 0, readings: 0 };

describe('real servers, against what raw sockets see, and against what was recorded', {
  concurrency: 2,
}, () => {
  after(() => console.log(`interop: ${counted.readings} readings of ${counted.servers} servers`));

  for (const server of servers.filter(({ seldom }) => !seldom)) {
    const { name, skip } = server;
    const said = golden[name]?.said;
    const words = said === undefined ? 'not recorded' : `${said.verdict}, ${said.diagnosis}`;
    it(`${name}: ${words}`, { timeout: 120_000, skip }, async () => {
      assert.ok(said, `it was not recorded: npm run measure -- ${name}`);
      const seen = await truthOf(server);
      assert.deepEqual(seen, truth[name], `it answers otherwise than it did: npm run measure -- ${name}`);
      const report = await judged(await probed(server));
      const [target] = report.targets;
      assert.ok(target);
      assert.deepEqual(target.eras, seen.eras);
      const readings = readingsOf(target, seen);
      assert.deepEqual(readings.said, readings.seen, 'what raw sockets saw');
      assert.deepEqual(settled(saidOf(report)), settled(said));
      counted.servers += 1;
      counted.readings += readings.count;
    });
  }
});

/** Which of several requests a dying server is said to have died of, and what it still answered, a race decides. */
function settled(said: Said): Said {
  const sure = { ...said, title: '' };
  return said.diagnosis === 'did-not-survive' ? { ...sure, recognised: null, warnings: [], notes: [] } : sure;
}
