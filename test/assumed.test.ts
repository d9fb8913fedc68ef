import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Assumed, ClientProfile, HeaderLine } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { profiles, replayAgainst } from './replaying.js';

/** What was tried on a real client, over all its recorded versions. */
interface Measured {
  /** The statuses that were given to its requests of this name; absent: it sends none. */
  discover?: number[];
  initialized: number[];
  get?: number[];
  'mislabelled JSON': boolean;
  'unknown protocol version': boolean;
  'configured headers': boolean;
}

const measured: Record<string, Measured> = JSON.parse(
  await readFile(join(packageRoot, 'fixtures', 'clients', 'measured.json'), 'utf8'),
);

/** The status that tells one client from another. */
const TELLING = { discover: 202, initialized: 406, get: 404 };

describe('a profile assumes exactly what was not measured', () => {
  // A profile that `clients record` has made says so by itself, from the lessons that were visited.
  const byHand = profiles.filter(
    ({ provenance }) => !provenance.how.startsWith('a live client, recorded by'),
  );
  for (const profile of byHand) {
    test(profile.id, () => {
      const tried = measured[profile.id];
      assert.ok(tried !== undefined);
      assert.deepEqual(profile.assumed ?? [], unmeasured(tried));
      assert.deepEqual(profile.seen ?? {}, seenIn(profile, tried));
    });
  }

  test('and every client that was measured has a profile', () => {
    assert.deepEqual(Object.keys(measured).sort(), byHand.map(({ id }) => id).sort());
  });
});

function unmeasured(tried: Measured): Assumed[] {
  const { discover, initialized, get } = tried;
  return [
    ...(tried['configured headers'] ? [] : (['configured'] as const)),
    ...(discover?.includes(TELLING.discover) === false ? (['discoverFatal'] as const) : []),
    ...(initialized.includes(TELLING.initialized) ? [] : (['initializedFatal'] as const)),
    ...(get?.includes(TELLING.get) === false ? (['getDropsSession'] as const) : []),
    ...(tried['mislabelled JSON'] ? [] : (['sniffsJson'] as const)),
    ...(tried['unknown protocol version'] ? [] : (['protocolVersions'] as const)),
  ];
}

/** What was tried of a reaction that is otherwise assumed. */
function seenIn({ assumed = [] }: ClientProfile, { discover, initialized, get }: Measured): object {
  return {
    ...(assumed.includes('discoverFatal') ? { discover } : {}),
    ...(assumed.includes('initializedFatal')
      ? { initialized: initialized.filter((status) => status !== 202) }
      : {}),
    ...(assumed.includes('getDropsSession') ? { get } : {}),
  };
}

describe('of what was not measured nothing is told', () => {
  const plain = (status: number): object => ({ status, contentType: 'text/plain', body: 'nope' });
  const cases: [what: string, id: string, server: object, because: RegExp][] = [
    ['406 to the notification', 'cline@3.0.65', { notification: plain(406) }, /not recorded/],
    ['204 to the notification', 'cline@3.0.65', { notification: { status: 204 } }, /not recorded/],
    ['404 to the GET within a session', 'mcpc@0.2.6', { get: plain(404) }, /not recorded/],
    ['JSON as text', 'mcp-use@1.34.6', { defects: { framing: 'json-as-text' } }, /not recorded/],
    ['an unknown version', 'copilot-cli@1.0.102', { initializeVersion: 'unknown' }, /not recorded/],
    [
      '409 to a notification, of which some 4xx end it and others do not',
      'codex@0.169.0',
      { notification: { status: 409 } },
      /not recorded/,
    ],
    ['202 to server/discover', 'copilot-cli@1.0.102', { discover: { status: 202 } }, /not recorded/],
  ];
  for (const [what, id, server, because] of cases) {
    test(`${what}: ${id}`, async () => {
      const { reports } = await replayAgainst(server, [id]);
      assert.equal(reports.get(id)?.connects, null);
      assert.match(reports.get(id)?.because ?? '', because);
    });
  }

  test('a header of a client that has no option for one', async () => {
    const configured: HeaderLine[] = [['X-Team', 'blue']];
    const { reports } = await replayAgainst({}, ['wong2-mcp-cli@2.0.0'], { configured });
    const report = reports.get('wong2-mcp-cli@2.0.0');
    assert.equal(report?.connects, null);
    assert.match(report?.because ?? '', /configured X-Team was not recorded/);
  });
});
