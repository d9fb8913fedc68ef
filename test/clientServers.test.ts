import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../src/packageRoot.js';
import { newestOf } from '../src/plan/profiles.js';
import { opensTwoStreams } from '../src/plan/replay.js';
import { profiles, replayAt } from './replaying.js';

const { servers }: typeof import('./servers/index.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'servers', 'index.mjs')).href
);

const all = profiles.map(({ id }) => id);
const calm = profiles.filter((profile) => !opensTwoStreams(profile)).map(({ id }) => id);
const few = ['claude-code', 'codex', 'gemini-cli', 'vscode'].flatMap(
  (name) => newestOf(profiles, name)?.id ?? [],
);
const modern = profiles.filter((profile) => profile.modern.length > 0).map(({ id }) => id);

/** Which recorded clients connect to servers that nobody here wrote. */
const truth: [server: string, clients: string[], connects: string[]][] = [
  ['sdk-stateful-sse', all, all],
  ['sdk-stateless-sse', all, all],
  ['sdk-stateless-json', all, all],
  ['sdk-1.12-stateful', all, all],
  ['v2-modern-only', all, modern],
  ['v2-dual', all, all],
  ['everything', calm, calm],
  // It takes a second for each session.
  ['fastmcp', few, few],
];

describe('every recorded client connects to the healthy servers', { concurrency: 4 }, () => {
  for (const [name, clients, connects] of truth) {
    test(`${name}: ${connects.length} of ${clients.length}`, async () => {
      const server = servers.find((one) => one.name === name);
      assert.ok(server !== undefined);
      const running = await server.start();
      try {
        const how = { configured: [], thorough: true, timeoutMs: 10_000 };
        const { reports } = await replayAt(running.url, clients, how);
        const said = [...reports].filter(([, report]) => report.connects === true).map(([id]) => id);
        assert.deepEqual(said.sort(), [...connects].sort(), JSON.stringify([...reports.values()], null, 1));
      } finally {
        await running.close();
      }
    });
  }
});
