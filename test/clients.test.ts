import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readPersona } from '../src/demo/read-persona.js';
import { startServer } from '../src/demo/server.js';
import { clientReports } from '../src/diagnose/clients.js';
import type { ClientReport, HeaderLine, Replay } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles, selectProfiles } from '../src/plan/profiles.js';
import { replayClients } from '../src/record/replay.js';
import { targetWith } from './probing.js';

/** What was measured: which recorded clients connect to a server that behaves like this. */
interface Measured {
  /** What every server in here has in common, and what each has of its own, as a persona. */
  base: object;
  behaviours: Record<string, Behaviour>;
}
interface Behaviour {
  server: object;
  connects: string[];
  fails: string[];
  /** Those that start authorization: measured to fail where every metadata document is missing. */
  cannotTell: string[];
}

const measured: Measured = JSON.parse(
  await readFile(join(packageRoot, 'fixtures', 'clients', 'connects.json'), 'utf8'),
);
const profiles = await loadProfiles();

interface Replayed {
  replays: Replay[];
  reports: Map<string, ClientReport>;
}

/** Replays clients against a persona, and says what it came to, by profile. */
async function replayAgainst(
  server: object,
  ids: readonly string[],
  configured: HeaderLine[] = [],
): Promise<Replayed> {
  const persona = readPersona('x', {
    title: 't',
    why: 'w',
    expect: { exit: 0 },
    ...measured.base,
    ...server,
  });
  const running = await startServer(persona);
  const sender = createSender(1);
  try {
    const target = { ...targetWith(running.url, null), configured };
    const replays = await replayClients(target, sender.send, selectProfiles(profiles, ids), {
      timeoutMs: 250,
      signal: new AbortController().signal,
      thorough: true,
    });
    const reports = clientReports(replays, profiles);
    return {
      replays,
      reports: new Map(reports.map((report, index) => [replays[index]?.profile ?? '', report])),
    };
  } finally {
    await sender.close();
    await running.close();
  }
}

describe('what was measured on real clients comes out of their replays', { concurrency: 4 }, () => {
  for (const [name, { server, connects, fails, cannotTell }] of Object.entries(measured.behaviours)) {
    test(`${name}: ${connects.length} connect, ${fails.length} do not`, async () => {
      const { reports } = await replayAgainst(server, [...connects, ...fails, ...cannotTell]);
      const said = (value: boolean | null): string[] =>
        [...reports].filter(([, report]) => report.connects === value).map(([id]) => id);
      const shown = JSON.stringify([...reports], null, 1);
      assert.deepEqual(said(true).sort(), [...connects].sort(), shown);
      assert.deepEqual(said(false).sort(), [...fails].sort(), shown);
      assert.deepEqual(said(null).sort(), [...cannotTell].sort(), shown);
    });
  }

  test('every profile was measured, and every behaviour was measured on some client', () => {
    const seen = Object.values(measured.behaviours).map((one) => [...one.connects, ...one.fails]);
    assert.deepEqual([...new Set(seen.flat())].sort(), profiles.map(({ id }) => id).sort());
    assert.ok(seen.every((ids) => ids.length > 0));
  });
});
