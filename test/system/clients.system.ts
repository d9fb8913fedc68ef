import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { HeaderLine } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import { versionWords } from '../../src/plan/profiles.js';
import { replayedAt } from '../recording.js';
import type { Running } from '../servers/index.mjs';

interface Startable {
  name: string;
  skip?: string | false;
  start(): Promise<Running>;
}

const folder = join(packageRoot, 'test', 'system');
const open = (path: string) => import(pathToFileURL(join(folder, path)).href);
const { clients: built }: typeof import('./clients.mjs') = await open('clients.mjs');
const { clients: ofNode }: typeof import('../realClients/index.mjs') = await open('../realClients/index.mjs');
const { servers: foreign }: typeof import('./servers.mjs') = await open('servers.mjs');
const { servers: node }: typeof import('../servers/index.mjs') = await open('../servers/index.mjs');
after(() => Promise.all(built.map(({ program }) => program.close())));

/** What no profile can tell, and why: by server and how it is configured, then by client. */
const unpredicted: Record<string, Record<string, string>> = JSON.parse(
  await readFile(join(folder, 'clients.unpredicted.json'), 'utf8'),
);

interface Connecting {
  profile: string;
  connect(url: string, headers: HeaderLine[]): Promise<string[]>;
}

const pair = ([name, value]: HeaderLine): [string, string] => [name, value];
/** Those of Node for which a recorded profile speaks, beside the programs. */
const clients: Connecting[] = [
  ...built.map(({ profile, program }) => ({
    profile,
    connect: (url: string, headers: HeaderLine[]) => program.connect(url, headers),
  })),
  ...ofNode.flatMap(({ profile, skip, connect }) =>
    profile === null || skip !== false
      ? []
      : [{ profile, connect: (url: string, headers: HeaderLine[]) => connect(url, headers.map(pair)) }],
  ),
];
/** They ask for a token, or keep everybody waiting for a second. */
const NOT_OF_NODE = ['front-401-first', 'front-406-first', 'fastmcp'];
/** A reason that begins so need not show in every run. */
const RACE = 'a race: ';
/** Its process dies of a session's DELETE: who connects depends on who came before, and no profile tells that. */
const DYING = ['mcp 1.8.1', 'mcp 1.9.4 stateful'];
/** It answers no `server/discover`, for which each modern client waits out its time: seven minutes, agreed when tried. */
const SLOW = ['sdk 1.10.2 stateless-json'];
/** Real clients did not meet these yet: what is said of them rests on replays. */
const NOT_COMPARED = [
  ...['mcp 1.9.4', 'mcp 1.16.0 stateless', 'mcp 2.3.0 stateless-sse', 'mcp-go 0.32.0 stateless'],
  ...['go-sdk 1.1.0 stateful-json', 'go-sdk 1.1.0 stateless-sse', 'go-sdk 1.8.0 stateful-json'],
  ...['go-sdk 1.8.0 stateless-sse', 'rmcp 3.9.0 stateless-sse', 'java-sdk 1.1.5 stateless', 'spring-ai'],
  ...['sdk 1.25.3', 'mcp-handler', 'mcp-lite', 'tmcp', 'fastify-mcp'],
];
/** Those that the clients of the TypeScript SDK, and what is built on it, met too. */
const MET_BY_NODE =
  /^(sdk-stateless-sse|v2-legacy|everything|fastapi|fastmcp |go-sdk 1\.1\.0 stateful-sse|sdk 1\.)/;
const ofTypeScript = new Set([
  ...ofNode.map(({ profile }) => profile),
  ...built.flatMap(({ name, profile }) => (name.startsWith('sdk ') ? [profile] : [])),
]);
const servers: Startable[] = [
  ...node.filter(({ name }) => !NOT_OF_NODE.includes(name)),
  ...foreign.filter(
    ({ name }) => ![...DYING, ...SLOW, ...NOT_COMPARED].some((start) => name.startsWith(start)),
  ),
];

const ACCEPT: HeaderLine = ['Accept', 'application/json'];
const PINNED: HeaderLine = ['MCP-Protocol-Version', '2025-06-18'];
const CONFIGURED: Record<string, HeaderLine[]> = {
  'as they come': [],
  'with Accept': [ACCEPT],
  'with a pinned version': [PINNED],
  'with the template that circulates': [ACCEPT, PINNED],
};
/** What headers change is seen at one server of each kind. */
const TELLING = ['sdk-stateful-sse', 'v2-dual', 'mcp 1.30.0 stateful-sse', 'go-sdk 1.8.0 stateful-sse'];

const ids = clients.map(({ profile }) => profile);
const profiles = (await loadProfiles()).filter(({ id }) => ids.includes(id));

it('every client that connects here has a profile', () => {
  assert.deepEqual(profiles.map(({ id }) => id).sort(), [...ids].sort());
});

describe('real clients at real servers: who connects, as their profiles predict', () => {
  for (const server of servers) {
    for (const [how, headers] of Object.entries(CONFIGURED)) {
      if (headers.length > 0 && !TELLING.includes(server.name)) continue;
      const name = `${server.name}, ${how}`;
      it(name, { skip: server.skip ?? false, timeout: 600_000 }, async () => {
        const reasons = unpredicted[name] ?? {};
        const predicted = await at(server, ({ url }) => foretold(url, headers));
        const meets = clients.filter(
          ({ profile }) =>
            !ofTypeScript.has(profile) || (headers.length === 0 && MET_BY_NODE.test(server.name)),
        );
        const happened = await at(server, ({ url }) => tried(meets, url, headers));
        const differing = Object.keys(happened).filter((id) => predicted[id] !== happened[id]);
        const unexplained = differing.filter((id) => reasons[id] === undefined);
        assert.deepEqual(
          unexplained.map(
            (id) => `${id} is said to ${words(predicted[id])}, and does ${words(happened[id])}`,
          ),
          [],
        );
        const certain = Object.keys(reasons).filter((id) => !reasons[id]?.startsWith(RACE));
        const idle = certain.filter((id) => !differing.includes(id));
        assert.deepEqual(idle, [], 'reasons that are needed no more');
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

async function foretold(url: string, headers: HeaderLine[]): Promise<Record<string, boolean | null>> {
  const reports = await replayedAt(url, profiles, headers);
  return Object.fromEntries(
    profiles.map((profile) => {
      const version = versionWords(profile);
      const report = reports.find((one) => one.client === profile.client && one.version === version);
      return [profile.id, report?.connects ?? null];
    }),
  );
}

async function tried(
  meets: readonly Connecting[],
  url: string,
  headers: HeaderLine[],
): Promise<Record<string, boolean>> {
  const happened: Record<string, boolean> = {};
  for (const { profile, connect } of meets) {
    const tools = await connect(url, headers).catch(() => []);
    happened[profile] = tools.length > 0;
  }
  return happened;
}

function words(connects: boolean | null | undefined): string {
  return connects === null ? 'do nobody knows what' : connects === true ? 'connect' : 'not connect';
}
