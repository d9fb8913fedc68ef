import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clientReports } from '../src/diagnose/clients.js';
import { LESSONS } from '../src/learn/behaviours.js';
import { profileOf } from '../src/learn/profileOf.js';
import type { RecordedRequest } from '../src/learn/recorded.js';
import { PROBE_HEADERS } from '../src/learn/recordedMerging.js';
import { type Recorder, startRecorder } from '../src/learn/recorder.js';
import type { ClientProfile, ClientReport, HeaderLine } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { packageRoot } from '../src/packageRoot.js';
import { replayClients } from '../src/record/replay.js';
import { targetWith } from './probing.js';
import type { RealClient } from './realClients/index.mjs';

const file = join(packageRoot, 'test', 'realClients', 'index.mjs');
const module = (await import(pathToFileURL(file).href)) as typeof import('./realClients/index.mjs');
export const { clients, watch } = module;

/** Every lesson but one: for the answer to a request that was answered 202, clients wait for a minute. */
export const ALL_LESSONS = LESSONS.map(({ name }) => name).filter((name) => name !== 'all-202-empty');

/** Connects a real client to the recorder's plain server and to these others. @returns its profile */
export async function recordLive(
  client: RealClient,
  lessons: readonly string[],
): Promise<{ profile: ClientProfile; requests: RecordedRequest[] }> {
  const { requests } = await withRecorder(async ({ origin }) => {
    await client.connect(`${origin}/mcp`, []);
    for (const lesson of lessons) {
      const headers = lesson === 'headers' ? PROBE_HEADERS : [];
      // Many lessons are about how it gives up.
      await client.connect(`${origin}/${lesson}/mcp`, headers).catch(() => {});
    }
  });
  const naming = { client: `live-${client.name.replace(/[^a-z0-9]+/g, '-')}`, version: '1.0.0', title: null };
  const { profile } = profileOf(requests, { ...naming, formats: [], date: '2026-01-02', by: 'a test' });
  return { profile, requests };
}

/** Starts a recorder, lets it be used, and closes it. */
export async function withRecorder(use: (recorder: Recorder) => Promise<void>): Promise<Recorder> {
  const recorder = await startRecorder({ port: 0 });
  try {
    await use(recorder);
  } finally {
    await recorder.close();
  }
  return recorder;
}

/** Replays clients at a server with these headers configured. @returns what that says of each */
export async function replayedAt(
  url: string,
  profiles: readonly ClientProfile[],
  configured: readonly HeaderLine[],
): Promise<ClientReport[]> {
  const sender = createSender(1);
  const target = { ...targetWith(url, null), configured: [...configured] };
  const options = { timeoutMs: 5000, signal: new AbortController().signal, thorough: true };
  try {
    return clientReports(await replayClients(target, sender.send, profiles, options), profiles);
  } finally {
    await sender.close();
  }
}
