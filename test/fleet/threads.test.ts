import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { builtFolder } from '../../src/built.js';
import type { HandData } from '../../src/cli/fleetHand.js';
import { type FleetOptions, settingsOf } from '../../src/cli/fleetSettings.js';
import { loadPersona } from '../../src/demo/personas.js';
import { startServer } from '../../src/demo/server.js';
import type { FleetTarget } from '../../src/fleet/entries.js';
import { createHands, startThread, type Thread } from '../../src/fleet/hands.js';
import { probeTarget, type Stopped, stoppedBy } from '../../src/fleet/probeTarget.js';
import { packageRoot } from '../../src/packageRoot.js';
import { targetFromUrl } from '../../src/targets/fromUrl.js';
import { lineOf } from './lines.js';

const OPTIONS: FleetOptions = {
  ...{ header: [], credential: [], era: 'auto', quick: true, concurrency: 16, pace: 0 },
  ...{ timeout: 10_000, targetDeadline: 60_000, format: 'json', color: false },
};

describe('the threads of a fleet', () => {
  it('are started for a long list alone, and each target goes to whoever has the least under way', async () => {
    const took: string[] = [];
    const ends: (() => void)[] = [];
    const by = (name: string) => (): Promise<null> => {
      took.push(name);
      return new Promise((resolve) => ends.push(() => resolve(null)));
    };
    let started = 0;
    let ended = 0;
    const thread = (): Thread => {
      started += 1;
      return {
        probe: by(`thread ${started}`),
        async end() {
          ended += 1;
        },
      };
    };
    const hands = createHands(by('own'), 3, thread);
    const all = Array.from({ length: 48 }, () => hands.probe(targetAt('http://127.0.0.1/mcp')));
    assert.deepEqual(new Set(took), new Set(['own']));
    all.push(...Array.from({ length: 96 }, () => hands.probe(targetAt('http://127.0.0.1/mcp'))));
    for (const name of ['own', 'thread 1', 'thread 2']) {
      assert.equal(took.filter((one) => one === name).length, 48, name);
    }
    for (const end of ends) end();
    await Promise.all(all);
    await hands.end();
    assert.deepEqual([started, ended], [2, 2]);
  });

  it('come to the same line as the first one', async (test) => {
    const target = targetAt(await urlOf(test, 'strict'));
    const here = await probeTarget(target, await settingsOf(OPTIONS, {}), never());
    const there = await threadOf(test, never()).probe(target);
    assert.equal(here?.verdict, 'connects');
    assert.deepEqual({ ...there, ms: 0 }, { ...here, ms: 0 });
  });

  it('give up what is under way at the end of a run', async (test) => {
    const abort = new AbortController();
    const probed = threadOf(test, stoppedBy(abort.signal)).probe(targetAt(await silent(test)));
    abort.abort();
    assert.equal(await probed, null);
  });

  it('fail the run where one ends before its targets did', async (test) => {
    const thread = threadOf(test, never());
    const probed = thread.probe(targetAt(await silent(test)));
    await Promise.all([assert.rejects(probed, /ended before/), thread.end()]);
  });
});

function threadOf(test: TestContext, stopped: Stopped): Thread {
  const data: HandData = { options: OPTIONS, env: {} };
  const thread = startThread(join(builtFolder, 'cli', 'fleetThread.js'), data, stopped);
  test.after(() => thread.end());
  return thread;
}

function never(): Stopped {
  return stoppedBy(new AbortController().signal);
}

/** A server that never answers. */
async function silent(test: TestContext): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  test.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

async function urlOf(test: TestContext, persona: string): Promise<string> {
  const server = await startServer(
    await loadPersona(join(packageRoot, 'fixtures', 'servers'), persona).then((one) => ({
      ...one,
      auth: null,
    })),
  );
  test.after(() => server.close());
  return server.url;
}

function targetAt(url: string): FleetTarget {
  const target = targetFromUrl(url, { headers: [], bearerEnv: null, credentials: [], env: {} });
  return {
    mistake: null,
    id: lineOf(0).target,
    host: '127.0.0.1',
    choice: { target, problem: null },
    share: null,
  };
}
