import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ClientProfile, HeaderLine } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { versionWords } from '../../src/plan/profiles.js';
import { replayedAt } from '../recording.js';
import type { Running } from '../servers/index.mjs';
import { redirectingTo } from './redirecting.js';

export interface Startable {
  name: string;
  skip?: string | false;
  start(): Promise<Running>;
}

const folder = join(packageRoot, 'test', 'system');
const open = (path: string) => import(pathToFileURL(join(folder, path)).href);
const { servers: foreign }: typeof import('./servers.mjs') = await open('servers.mjs');
const { servers: node }: typeof import('../servers/index.mjs') = await open('../servers/index.mjs');

/** What no profile can tell, and why: by server and how it is configured, then by client. */
const unpredicted: Record<string, Record<string, string>> = JSON.parse(
  await readFile(join(folder, 'clients.unpredicted.json'), 'utf8'),
);
/** A reason that begins so need not show in every run. */
const RACE = 'a race: ';

/** The servers that real clients do not meet, and why. */
export const notMet: Record<string, string> = JSON.parse(
  await readFile(join(folder, 'clients.notMet.json'), 'utf8'),
);
/** One of them behind a front that wants a slash more. */
const redirecting = node
  .filter(({ name }) => name === 'sdk-stateless-json')
  .map(({ name, start }) => ({
    name: `${name} behind a redirect`,
    start: async () => redirectingTo(await start()),
  }));
const all: Startable[] = [...node, ...redirecting, ...foreign.filter(({ seldom }) => !seldom)];
export const names = all.map(({ name }) => name);

/** Those that they meet. */
export const servers = all.filter(({ name }) => notMet[name] === undefined);

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

/** The ways in which clients are configured for a server, each with the name that reasons go by. */
export function waysTo(server: Startable): { name: string; headers: HeaderLine[] }[] {
  return Object.entries(CONFIGURED)
    .filter(([, headers]) => headers.length === 0 || TELLING.includes(server.name))
    .map(([how, headers]) => ({ name: `${server.name}, ${how}`, headers }));
}

/** By the id of a profile, whether it connects; null: nobody knows. */
export type Outcomes = Record<string, boolean | null>;

/** What replays say of each of these profiles at a server that is so configured. */
export async function foretold(
  profiles: readonly ClientProfile[],
  url: string,
  headers: readonly HeaderLine[],
): Promise<Outcomes> {
  const reports = await replayedAt(url, profiles, headers);
  return Object.fromEntries(
    profiles.map((profile) => {
      const version = versionWords(profile);
      const report = reports.find((one) => one.client === profile.client && one.version === version);
      return [profile.id, report?.connects ?? null];
    }),
  );
}

/** What happened otherwise than it was foretold and without a reason, and the reasons that nothing needs: none, if all is well. */
export function surprises(name: string, predicted: Outcomes, happened: Record<string, boolean>): string[] {
  return Object.keys(happened).flatMap((id) => {
    const reason = unpredicted[name]?.[id];
    if (predicted[id] !== happened[id]) {
      if (reason !== undefined) return [];
      return [`${name}: ${id} is said to ${words(predicted[id])}, and does ${words(happened[id])}`];
    }
    if (reason === undefined || reason.startsWith(RACE)) return [];
    return [`${name}: a reason is needed no more for ${id}`];
  });
}

/**
 * The surprises of two runs; the second takes place only where the first had any. What shows once is told and fails
 * nothing: clients have races of their own, and a busy machine makes them visible.
 */
export async function lasting(test: TestContext, run: () => Promise<string[]>): Promise<string[]> {
  const first = await run();
  if (first.length === 0) return [];
  for (const line of first) test.diagnostic(`in the first run: ${line}`);
  const second = await run();
  return first.filter((line) => second.includes(line));
}

function words(connects: boolean | null | undefined): string {
  return connects === null ? 'do nobody knows what' : connects === true ? 'connect' : 'not connect';
}
