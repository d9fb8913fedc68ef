import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { HeaderLine } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import type { Running } from '../servers/index.mjs';
import {
  foretold,
  lasting,
  names,
  notMet,
  type Outcomes,
  type Startable,
  servers,
  surprises,
  waysTo,
} from './predictions.js';

const open = (path: string) => import(pathToFileURL(join(packageRoot, 'test', path)).href);
const { clients: built }: typeof import('./clients.mjs') = await open('system/clients.mjs');
const { clients: ofNode }: typeof import('../realClients/index.mjs') = await open('realClients/index.mjs');
after(() => Promise.all(built.map(({ program }) => program.close())));

interface Connecting {
  profile: string;
  connect(url: string, headers: HeaderLine[], limitMs?: number): Promise<string[]>;
}

const pair = ([name, value]: HeaderLine): [string, string] => [name, value];
/** Those of Node for which a recorded profile speaks, beside the programs. */
const clients: Connecting[] = [
  ...built.map(
    ({ profile, program }): Connecting => ({
      profile,
      connect: (url, headers, limitMs) => program.connect(url, headers, limitMs),
    }),
  ),
  ...ofNode.flatMap(({ profile, skip, connect }) =>
    profile === null || skip !== false
      ? []
      : [{ profile, connect: (url: string, headers: HeaderLine[]) => connect(url, headers.map(pair)) }],
  ),
];
/** Those that the clients of the TypeScript SDK, and what is built on it, met too. */
const MET_BY_NODE =
  /^(sdk-stateless-sse|v2-legacy|sdk-stateless-json behind|everything|fastapi|fastmcp |go-sdk 1\.1\.0 stateful-sse|sdk 1\.)/;
const ofTypeScript = new Set([
  ...ofNode.map(({ profile }) => profile),
  ...built.flatMap(({ name, profile }) => (name.startsWith('sdk ') ? [profile] : [])),
]);

const ids = clients.map(({ profile }) => profile);
const profiles = (await loadProfiles()).filter(({ id }) => ids.includes(id));

it('every client that connects here has a profile', () => {
  assert.deepEqual(profiles.map(({ id }) => id).sort(), [...ids].sort());
});

it('every server is met, but for those of which the data says why not', (test) => {
  for (const [name, why] of Object.entries(notMet)) {
    assert.ok(names.includes(name), `no server is called ${name}`);
    test.diagnostic(`${name} is not met: ${why}`);
  }
});

describe('real clients at real servers: who connects, as their profiles predict', () => {
  for (const server of servers) {
    for (const { name, headers } of waysTo(server)) {
      it(name, { skip: server.skip ?? false, timeout: 600_000 }, async (test) => {
        const meets = clients.filter(
          ({ profile }) =>
            !ofTypeScript.has(profile) || (headers.length === 0 && MET_BY_NODE.test(server.name)),
        );
        const surprised = await lasting(test, async () => {
          const predicted = await at(server, ({ url }) => foretold(profiles, url, headers));
          const happened = await at(server, ({ url }) => tried(meets, url, headers, predicted));
          return surprises(name, predicted, happened);
        });
        assert.deepEqual(surprised, []);
      });
    }
  }
});

/** A server that was just started: what is sent to it may upset it. */
async function at<T>(server: Startable, use: (running: Running) => Promise<T>): Promise<T> {
  const running = await server.start();
  try {
    return await use(running);
  } finally {
    await running.close();
  }
}

/** Several wait for ever where they do not connect. */
const FORLORN_MS = 8000;

async function tried(
  meets: readonly Connecting[],
  url: string,
  headers: HeaderLine[],
  predicted: Outcomes,
): Promise<Record<string, boolean>> {
  const happened: Record<string, boolean> = {};
  for (const { profile, connect } of meets) {
    const limitMs = predicted[profile] === false ? FORLORN_MS : undefined;
    const tools = await connect(url, headers, limitMs).catch(() => []);
    happened[profile] = tools.length > 0;
  }
  return happened;
}
