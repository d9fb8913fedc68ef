import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import type { Report, TargetReport } from '../../src/model.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import { contradictions } from '../contradictions.js';
import { judged } from '../signatures.js';
import { readingsOf } from './readings.js';
import { FOLDER, fileOf, goldens, lines, recordingOf, truths } from './stored.js';
import { connectingOf, saidOf } from './verdicts.js';

/** All of them together, and each: they are read in every run, and live in the repository for ever. */
const MOST_BYTES = 1_500_000;
const MOST_BYTES_EACH = 50_000;

const profiles = await loadProfiles();
/** `UPDATE_GOLDEN=1` keeps what is said of the recordings now; `npm run measure` is for what servers answer. */
if (process.env['UPDATE_GOLDEN'] !== undefined) await judgeAgain();
const truth = truths();
const golden = goldens();
const names = Object.keys(golden);

function theTarget({ targets }: Report): TargetReport {
  const [target] = targets;
  assert.ok(target);
  return target;
}

describe('real servers as they were recorded: what is said of them, without them', () => {
  for (const name of names) {
    const { said, clients } = golden[name] ?? assert.fail();
    const { connects, fails, untold } = clients;
    const of = connects.length + Object.keys(fails).length + Object.keys(untold).length;
    it(`${name}: ${said.verdict}, ${said.diagnosis}, ${stances(said.stance)}, ${connects.length} of ${of} clients`, async () => {
      const recording = await recordingOf(name);
      // A client that is named changes the words; a correct client's verdict is the one that is kept.
      const report = await judged({ ...recording, replays: [] });
      assert.deepEqual(saidOf(report), said);
      assert.deepEqual(contradictions(report), []);
      assert.deepEqual(connectingOf(recording, profiles), clients);
      const own = truth[name] ?? assert.fail(`truth.json has no ${name}`);
      const readings = readingsOf(theTarget(report), own);
      assert.deepEqual(readings.said, readings.seen, 'what raw sockets saw');
    });
  }

  it('a server that dies of a DELETE is told with the request that it died of, in the words of its own runtime', async () => {
    const said = await findingsOf('mcp 1.8.1 stateful-sse');
    assert.match(said, /sessions-end delete \(200\)/);
    assert.doesNotMatch(said, /Node/);
    assert.match(await findingsOf('mcp 1.8.1 stateless-json'), /[Rr]estart/);
  });

  it('a 401 to a session that is not known is no demand for a token', async () => {
    assert.doesNotMatch(await findingsOf('rmcp 0.8.5 stateful-sse'), /Bearer/);
  });

  it('each has a truth and a recording, and there is no other', () => {
    assert.deepEqual(Object.keys(truth), names);
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.gz'));
    assert.deepEqual(files.sort(), names.map((name) => basename(fileOf(name))).sort());
  });

  it('the recordings stay small', () => {
    const sizes = names.map((name) => statSync(fileOf(name)).size);
    assert.ok(Math.max(...sizes) < MOST_BYTES_EACH, `the largest has ${Math.max(...sizes)} bytes`);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(all < MOST_BYTES, `all of them have ${all} bytes: ${join(FOLDER)}`);
  });
});

async function judgeAgain(): Promise<void> {
  const kept: Record<string, object> = {};
  for (const name of Object.keys(goldens())) {
    const recording = await recordingOf(name);
    const said = saidOf(await judged({ ...recording, replays: [] }));
    kept[name] = { said, clients: connectingOf(recording, profiles) };
  }
  writeFileSync(join(FOLDER, 'verdicts.json'), lines(kept));
}

async function findingsOf(name: string): Promise<string> {
  return JSON.stringify(theTarget(await judged(await recordingOf(name))).findings);
}

function stances({ legacy, modern }: TargetReport['stance']): string {
  return [...(legacy === null ? [] : [legacy]), ...(modern === null ? [] : [`modern ${modern}`])].join(', ');
}
