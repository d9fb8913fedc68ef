import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadPersona } from '../src/demo/personas.js';
import { readPersona } from '../src/demo/read-persona.js';
import { startServer } from '../src/demo/server.js';
import type { ClientProfile, ClientReport, HeaderLine } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { versionWords } from '../src/plan/profiles.js';
import type { RealClient, WatchedExchange } from './realClients/index.mjs';
import { ALL_LESSONS, recordLive, replayedAt, watch } from './recording.js';
import type { Running, ServerModule } from './servers/index.mjs';

/** The first refused request, and with what it was refused. */
type Refusal = [what: string, status: number];

const open = (...path: string[]) => import(pathToFileURL(join(packageRoot, 'test', ...path)).href);
const realServer = async (name: string): Promise<Running> =>
  ((await open('servers', `${name}.mjs`)) as ServerModule).start();
const persona = async (name: string) =>
  startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), name));

const REFUSES_ALL = readPersona('refuses-all', {
  title: '406 to everything',
  why: 'What a broken front makes of every client.',
  fixedAnswer: {
    status: 406,
    contentType: 'application/json',
    body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable"},"id":null}',
  },
  expect: { exit: 1 },
});

const servers: Record<string, Running> = {
  'a strict SDK server with sessions': await realServer('sdk-stateful-sse'),
  'a strict SDK server without sessions': await realServer('sdk-stateless-json'),
  'an SDK 2 server of both eras': await realServer('v2-dual'),
  'an SDK 2 server of 2026-07-28 only': await realServer('v2-modern-only'),
  'a server whose GET is 405': await persona('bare-406'),
  'a server that loses its sessions': await persona('session-forgotten'),
  'a server that says 406 to everything': await startServer(REFUSES_ALL),
};
after(() => Promise.all(Object.values(servers).map(({ close }) => close())));

const ACCEPT: HeaderLine = ['Accept', 'application/json'];
const PINNED: HeaderLine = ['MCP-Protocol-Version', '2025-06-18'];
const CONFIGURED: Record<string, HeaderLine[]> = {
  'without configured headers': [],
  'with Accept': [ACCEPT],
  'with a pinned version': [PINNED],
  'with the template that circulates': [ACCEPT, PINNED],
};

/** They append the pinned version to their own; the others let it lose, or send no other. */
const APPENDING = ['sdk 1.32.2', 'mcp-remote 0.15.1', 'inspector-cli 1.0.3'];
const MODERN = ['client 2.4.0, auto', 'ai-sdk 2.0.99'];

/** What was measured: where this client gives up at this server, or null. `Accept` changes it nowhere. */
function measured(client: string, server: string, headers: readonly HeaderLine[]): Refusal | null {
  const pinned = headers.includes(PINNED) && APPENDING.includes(client);
  switch (server) {
    case 'a server that says 406 to everything':
      return ['initialize', 406];
    case 'a server that loses its sessions':
      return ['notifications/initialized', 404];
    case 'an SDK 2 server of 2026-07-28 only':
      return MODERN.includes(client) ? null : ['initialize', 400];
    default:
      return pinned ? ['notifications/initialized', 400] : null;
  }
}

/** A refused `server/discover` only leads to `initialize`. */
function refusalIn(exchanges: readonly WatchedExchange[]): Refusal | null {
  const refused = exchanges.find(
    ({ what, status }) =>
      what !== 'GET' && what !== 'DELETE' && what !== 'server/discover' && (status ?? 0) >= 400,
  );
  return refused === undefined ? null : [refused.what, refused.status ?? 0];
}

interface Happened {
  connected: boolean;
  refusal: Refusal | null;
}

interface Foretold extends Omit<Happened, 'connected'> {
  connected: boolean | null;
}

async function tried(client: RealClient, server: Running, headers: readonly HeaderLine[]): Promise<Happened> {
  const watched = await watch(server.url);
  try {
    const tools = await client.connect(watched.url, headers).catch(() => null);
    return { connected: tools !== null && tools.length > 0, refusal: refusalIn(watched.exchanges) };
  } finally {
    await watched.close();
  }
}

/** Programs take their time: what headers change is seen at one server. */
function isWorthIt(client: RealClient, server: string, headers: readonly HeaderLine[]): boolean {
  return !client.program || headers.length === 0 || server === 'a strict SDK server with sessions';
}

/** The prediction of one profile, in the words of what happens. */
function foretold(profile: ClientProfile, reports: readonly ClientReport[]): Foretold {
  const report = reports.find(
    ({ client, version }) => client === profile.client && version === versionWords(profile),
  );
  assert.ok(report, `there is a report on ${profile.id}`);
  const { connects, failedAt } = report;
  return { connected: connects, refusal: failedAt === null ? null : [failedAt.step, failedAt.status ?? 0] };
}

/** For each client the profile that is shipped; for those of the SDK 1.x, and where there is none, one recorded now. */
async function profilesOf(some: readonly RealClient[]): Promise<Map<string, ClientProfile[]>> {
  const profiles = new Map<string, ClientProfile[]>();
  const shipped = await loadProfiles();
  for (const client of some) {
    const known = shipped.filter(({ id }) => id === client.profile);
    assert.equal(known.length, client.profile === null ? 0 : 1, client.name);
    const live = client.name.startsWith('sdk ') ? [await recordLive(client, ALL_LESSONS)] : [];
    profiles.set(client.name, [...known, ...live.map(({ profile }) => profile)]);
  }
  return profiles;
}

/** Tests for each of these clients, at each server: it does what was measured before, and what its profiles predict. */
export async function meet(some: readonly RealClient[]): Promise<void> {
  const profiles = await profilesOf(some);
  const predictions = new Map<string, Promise<ClientReport[]>>();

  /** What the replays say of every client here, at this server and so configured. */
  function predicted(server: Running, headers: readonly HeaderLine[]): Promise<ClientReport[]> {
    const key = JSON.stringify([server.url, headers]);
    const known = predictions.get(key) ?? replayedAt(server.url, [...profiles.values()].flat(), headers);
    predictions.set(key, known);
    return known;
  }

  for (const client of some) {
    for (const [at, server] of Object.entries(servers)) {
      for (const [how, headers] of Object.entries(CONFIGURED)) {
        if (!isWorthIt(client, at, headers)) continue;
        const refusal = measured(client.name, at, headers);
        const said = refusal === null ? 'connects' : `gives up after ${refusal.join(': ')}`;
        const name = `${client.name} ${how} at ${at} ${said}, as its profiles predict`;
        it(name, { timeout: 20_000, skip: client.skip }, async () => {
          const happened = await tried(client, server, headers);
          assert.deepEqual(happened, { connected: refusal === null, refusal }, 'what was measured before');
          const reports = await predicted(server, headers);
          for (const profile of profiles.get(client.name) ?? []) {
            assert.deepEqual(foretold(profile, reports), happened, `what ${profile.id} predicts`);
          }
        });
      }
    }
  }
}
