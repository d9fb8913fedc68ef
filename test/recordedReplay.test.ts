import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RecordedRequest } from '../src/learn/recorded.js';
import { PROBE_HEADERS } from '../src/learn/recordedMerging.js';
import type { ClientReport, HeaderLine, Json } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { ALL_LESSONS, clients, recordLive, replayedAt, withRecorder } from './recording.js';

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

/** A stream that a client opens beside its next request goes out before or after it, as the moment has it. */
function streamsFirst(lines: readonly Line[]): Line[] {
  return [...lines.filter(([method]) => method === 'GET'), ...lines.filter(([method]) => method !== 'GET')];
}

function withoutId(body: Json): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return 'id' in body ? { ...body, id: 0 } : body;
}

describe('a profile recorded from a live client, replayed', { concurrency: 2 }, () => {
  for (const client of clients) {
    it(`sends what ${client.name} sent, line by line and in order`, { skip: client.skip }, async () => {
      const { profile, requests } = await recordLive(client, ['headers', 'modern']);
      assert.ok(isProfile(JSON.parse(JSON.stringify(profile))), JSON.stringify(isProfile.errors));
      for (const [behaviour, path, configured, asLines] of [
        ['', '/mcp', [], (line: Line) => line],
        ['modern', '/modern/mcp', [], (line: Line) => line],
        ['headers', '/headers/mcp', PROBE_HEADERS, unordered],
      ] as const) {
        const sent = streamsFirst(wire(requests, behaviour).map(asLines));
        const recorder = await withRecorder(async ({ origin }) => {
          await replayedAt(`${origin}${path}`, [profile], configured);
        });
        const again = streamsFirst(wire(recorder.requests, behaviour).map(asLines));
        // Sessions that a client leaves open are ended by the replay.
        assert.deepEqual(again.slice(0, sent.length), sent, path);
        assert.ok(again.slice(sent.length).every(([method]) => method === 'DELETE'));
      }
    });
  }
});

describe('what was not recorded is not concluded', { concurrency: 2 }, () => {
  const client = clients.find(({ name }) => name === 'client 2.4.0, auto');
  assert.ok(client);

  /** What is said of it at each of the recorder's servers, after it visited only some of them. */
  async function saidAt(names: readonly string[], lessons: readonly string[], configured: HeaderLine[] = []) {
    assert.ok(client);
    const { profile } = await recordLive(client, lessons);
    const said: Record<string, Pick<ClientReport, 'connects' | 'because'>> = {};
    await withRecorder(async ({ origin }) => {
      for (const name of names) {
        const url = `${origin}${name === '' ? '' : `/${name}`}/mcp`;
        const [report] = await replayedAt(url, [profile], configured);
        assert.ok(report);
        said[name] = { connects: report.connects, because: report.because };
      }
    });
    return said;
  }

  const UNSEEN = [
    'modern',
    'initialized-400-json-rpc',
    'get-404',
    'label-text',
    'version-2000-01-01',
    'all-401-json',
    'all-406-json-rpc',
    'all-405-text',
    'all-500-text',
    'all-200-html',
  ];

  it('of a client that was seen at the plain server only, where another does otherwise', async () => {
    const said = await saidAt(['', 'stateless', 'stream', ...UNSEEN], []);
    for (const name of ['', 'stateless', 'stream']) assert.equal(said[name]?.connects, true, name);
    for (const name of UNSEEN) {
      assert.equal(said[name]?.connects, null, name);
      assert.match(said[name]?.because ?? '', /what this client does then was not recorded$/);
    }
  });

  it('and all of it is, once the client has met each of them', async () => {
    const said = await saidAt(UNSEEN, ALL_LESSONS);
    const connecting = Object.entries(said).filter(([, { connects }]) => connects === true);
    assert.deepEqual(
      connecting.map(([name]) => name),
      ['modern', 'get-404'],
    );
    assert.ok(
      Object.values(said).every(({ connects }) => connects !== null),
      JSON.stringify(said, null, 1),
    );
  });

  it('of configured headers that the client also sends itself', async () => {
    const accept = await saidAt([''], [], [['Accept', 'a/b']]);
    assert.deepEqual(accept[''], {
      connects: null,
      because: 'not sent: what it does with a configured Accept was not recorded',
    });
    assert.equal((await saidAt([''], [], [['X-Other', '1']]))['']?.connects, true);
    assert.equal((await saidAt([''], ['headers'], [['Accept', 'a/b']]))['']?.connects, true);
  });
});
