import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { HeaderLine } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { profiles, replayAgainst } from './replaying.js';

/** What was measured: which recorded clients connect to a server that behaves like this. */
interface Measured {
  /** By what the server does. */
  behaviours: Record<string, Behaviour>;
  /** By what the user configured. */
  configured: Record<string, Behaviour & { headers: HeaderLine[] }>;
}

interface Behaviour {
  /** As a persona. */
  server: object;
  connects: string[];
  fails: string[];
  /** Those that start authorization: measured to fail where every metadata document is missing. */
  cannotTell: string[];
  /** What was measured otherwise than any profile can tell, and why, by client. */
  otherwise?: Record<string, string>;
}

const measured: Measured = JSON.parse(
  await readFile(join(packageRoot, 'fixtures', 'clients', 'connects.json'), 'utf8'),
);

describe('what was measured on real clients comes out of their replays', { concurrency: 4 }, () => {
  for (const [name, behaviour] of Object.entries(measured.behaviours)) {
    test(`${name}: ${countsOf(behaviour)}`, () => comparePredictions(behaviour, []));
  }
});

describe('and with configured headers', { concurrency: 4 }, () => {
  for (const [name, behaviour] of Object.entries(measured.configured)) {
    test(`${name}: ${countsOf(behaviour)}`, () => comparePredictions(behaviour, behaviour.headers));
  }
});

test('every profile was measured, and every behaviour was measured on some client', () => {
  const all = Object.values({ ...measured.behaviours, ...measured.configured });
  const seen = all.map((one) => [...one.connects, ...one.fails]);
  assert.deepEqual([...new Set(seen.flat())].sort(), profiles.map(({ id }) => id).sort());
  assert.ok(seen.every((ids) => ids.length > 0));
});

async function comparePredictions(behaviour: Behaviour, configured: HeaderLine[]): Promise<void> {
  const { server, connects, fails, cannotTell } = behaviour;
  const { reports } = await replayAgainst(server, [...connects, ...fails, ...cannotTell], { configured });
  const said = (value: boolean | null): string[] =>
    [...reports].filter(([, report]) => report.connects === value).map(([id]) => id);
  const shown = JSON.stringify([...reports.values()], null, 1);
  assert.deepEqual(said(true).sort(), [...connects].sort(), shown);
  assert.deepEqual(said(false).sort(), [...fails].sort(), shown);
  assert.deepEqual(said(null).sort(), [...cannotTell].sort(), shown);
}

function countsOf({ connects, fails }: Behaviour): string {
  return `${connects.length} connect, ${fails.length} do not`;
}
