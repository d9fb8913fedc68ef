import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startRecorder } from '../src/demo/recorder.js';
import type { ClientProfile, HeaderLine, Json } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { packageRoot } from '../src/packageRoot.js';
import { profileOf } from '../src/plan/profileOf.js';
import type { RecordedRequest } from '../src/plan/recorded.js';
import { PROBE_HEADERS } from '../src/plan/recordedMerging.js';
import { replayClients } from '../src/record/replay.js';
import { targetWith } from './probing.js';

type Module = typeof import('./realClients/index.mjs');

const file = join(packageRoot, 'test', 'realClients', 'index.mjs');
const { clients } = (await import(pathToFileURL(file).href)) as Module;
const NAMING = {
  client: 'live',
  version: '1.0.0',
  title: null,
  formats: [],
  date: '2026-01-02',
  by: 'a test',
};

const schema = join(packageRoot, 'rules', 'schema', 'client.schema.json');
const isProfile = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(await readFile(schema, 'utf8')),
);

/** What every sender sets in its own way. */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length'];

type Line = [method: string, body: Json, ...headers: HeaderLine[]];

/** What went over the wire at one of the recorder's servers, but for the session's ID and the message's. */
function wire(requests: readonly RecordedRequest[], behaviour: string): Line[] {
  return requests
    .filter((request) => request.behaviour === behaviour && request.path === null)
    .map(({ method, body, headers }) => [method, withoutId(body), ...headers.flatMap(comparable)]);
}

function comparable([name, value]: HeaderLine): HeaderLine[] {
  if (OF_THE_CONNECTION.includes(name.toLowerCase())) return [];
  return [[name, name.toLowerCase() === 'mcp-session-id' ? 'an id' : value]];
}

/** Configured headers push the others to new places, and may bring a spelling of their own. */
function unordered([method, body, ...headers]: Line): Line {
  const lines = headers.map(([name, value]): HeaderLine => [name.toLowerCase(), value]);
  return [method, body, ...lines.sort(([a], [b]) => a.localeCompare(b))];
}

function withoutId(body: Json): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return 'id' in body ? { ...body, id: 0 } : body;
}

/** The requests that replaying a profile brings to a recorder, with these headers configured. */
async function replayed(profile: ClientProfile, path: string, configured: readonly HeaderLine[]) {
  const recorder = await startRecorder({ port: 0 });
  const sender = createSender(1);
  try {
    const target = { ...targetWith(`${recorder.origin}${path}`, null), configured: [...configured] };
    const { signal } = new AbortController();
    const [replay] = await replayClients(target, sender.send, [profile], {
      timeoutMs: 5000,
      signal,
      thorough: true,
    });
    assert.equal(replay?.notSent, null);
    return recorder.requests;
  } finally {
    await sender.close();
    await recorder.close();
  }
}

describe('a profile recorded from a live client, replayed', { concurrency: 2 }, () => {
  for (const client of clients) {
    it(`sends what ${client.name} sent, line by line and in order`, { skip: client.skip }, async () => {
      const recorder = await startRecorder({ port: 0 });
      try {
        await client.connect(`${recorder.origin}/mcp`, []);
        await client.connect(`${recorder.origin}/headers/mcp`, PROBE_HEADERS);
        await client.connect(`${recorder.origin}/modern/mcp`, []).catch(() => {});
      } finally {
        await recorder.close();
      }
      const { profile } = profileOf(recorder.requests, NAMING);
      assert.ok(isProfile(JSON.parse(JSON.stringify(profile))), JSON.stringify(isProfile.errors));
      for (const [behaviour, path, configured, asLines] of [
        ['', '/mcp', [], (line: Line) => line],
        ['modern', '/modern/mcp', [], (line: Line) => line],
        ['headers', '/headers/mcp', PROBE_HEADERS, unordered],
      ] as const) {
        const sent = wire(recorder.requests, behaviour).map(asLines);
        const again = wire(await replayed(profile, path, configured), behaviour).map(asLines);
        // Sessions that a client leaves open are ended by the replay.
        assert.deepEqual(again.slice(0, sent.length), sent, path);
        assert.ok(again.slice(sent.length).every(([method]) => method === 'DELETE'));
      }
    });
  }
});
