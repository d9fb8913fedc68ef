import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReceivedRequest } from '../src/demo/server.js';
import { startServer } from '../src/demo/server.js';
import type { ClientProfile, HeaderLine } from '../src/model.js';
import { mergedLines, opensTwoStreams, replayBudget } from '../src/plan/replay.js';
import { LEGACY_REVISION, LEGACY_REVISIONS } from '../src/plan/revisions.js';
import { filledLines } from '../src/record/lines.js';
import { LIMITED } from '../src/record/stops.js';
import { personaOf, profiles, replayAgainst, replayAt } from './replaying.js';

const ids = profiles.map(({ id }) => id);
const calm = profiles.filter((profile) => !opensTwoStreams(profile));
/** What a sender adds to every request. */
const OWN = ['host', 'connection', 'content-length'];

/** The header lines of a request as the server got them, those that any sender adds taken out. */
function linesOf({ headers }: ReceivedRequest): HeaderLine[] {
  return headers.filter(([name]) => !OWN.includes(name.toLowerCase()));
}

function sessionOf(request: ReceivedRequest | undefined): string | null {
  return request?.headers.find(([name]) => name.toLowerCase() === 'mcp-session-id')?.[1] ?? null;
}

/** What the client would send to a server that answers everything well, and then we. */
function expectedOf(
  profile: ClientProfile,
  configured: HeaderLine[],
  received: ReceivedRequest[],
): unknown[] {
  const body = profile.legacy.find(({ name }) => name === 'initialize')?.body as {
    params: { protocolVersion: string };
  };
  // What the server does not know (one client asks for 2026-07-28) it answers with its newest.
  const { protocolVersion } = body.params;
  const negotiated = LEGACY_REVISIONS.includes(protocolVersion) ? protocolVersion : LEGACY_REVISION;
  // The ID is the server's; that it stands where the client puts it is what is compared.
  return profile.legacy
    .filter(({ when }) => when !== 'failed')
    .map((step, index) => [
      step.method,
      filledLines(mergedLines(step, profile, configured), negotiated, sessionOf(received[index])),
    ]);
}

describe('a replay sends exactly the lines of its profile, in their order', { concurrency: 4 }, () => {
  const cases: [title: string, server: object, configured: HeaderLine[]][] = [
    ['to a server with sessions', {}, []],
    [
      'with configured headers',
      { versionHeader: { unsupported: 'ignored' } },
      [
        ['Accept', '*/*'],
        ['MCP-Protocol-Version', '2025-03-26'],
        ['X-Probe', 'hello'],
      ],
    ],
  ];
  for (const profile of profiles) {
    for (const [title, server, configured] of cases) {
      // It is not sent at all: what it does with them was not recorded.
      if (configured.length > 0 && profile.assumed?.includes('configured') === true) continue;
      // It does not start.
      if (configured.some(([name]) => profile.refuses?.includes(name.toLowerCase()))) continue;
      test(`${profile.id} ${title}`, async () => {
        const { received } = await replayAgainst(server, [profile.id], { configured });
        const expected = expectedOf(profile, configured, received);
        const sent = received.slice(0, expected.length).map((one) => [one.method, linesOf(one)]);
        assert.deepEqual(sent, expected);
        const left = received.slice(expected.length).map(({ method }) => method);
        assert.ok(left.every((method) => method === 'DELETE'));
      });
    }
  }

  test('to a server without sessions, the lines that name one are left out', async () => {
    const { received } = await replayAgainst({ stateful: false }, ids);
    assert.ok(received.length > 100);
    assert.ok(received.every((request) => sessionOf(request) === null && request.method !== 'DELETE'));
  });
});

test('no request of a replay is an OAuth step, calls a tool, or carries a placeholder', async () => {
  for (const server of [{}, { auth: {} }, { stateful: false, eras: ['legacy', 'modern'] }]) {
    const { received } = await replayAgainst(server, ids);
    for (const { path, headers, body } of received) {
      // Where the old transport is looked for.
      assert.ok(path === '/mcp' || path === '/sse', path);
      assert.doesNotMatch(JSON.stringify(headers), /\{(session|negotiated)\}/);
      assert.doesNotMatch(body, /tools\/call|"\{id\}"/);
    }
  }
});

test('every session that a replay opens is ended', async () => {
  const { received } = await replayAgainst({}, ids);
  const opened = new Set(received.map(sessionOf).filter((id) => id !== null));
  const ended = received.filter(({ method }) => method === 'DELETE').map(sessionOf);
  // Two sessions for each mcp-remote: it says hello twice.
  assert.equal(opened.size, profiles.length + 2);
  assert.deepEqual([...ended].sort(), [...opened].sort());
});

test('clients that open two GET streams come last, and only where all was asked for', async () => {
  const { replays } = await replayAgainst({}, ids, { thorough: false });
  const unsent = replays.filter(({ notSent }) => notSent !== null);
  assert.deepEqual(
    unsent.map(({ profile }) => profile).sort(),
    profiles
      .filter(opensTwoStreams)
      .map(({ id }) => id)
      .sort(),
  );
  assert.deepEqual(replays.slice(-unsent.length), unsent);
  assert.ok(
    unsent.every(({ notSent, flow }) => /--thorough/.test(notSent ?? '') && flow.exchanges.length === 0),
  );
});

test('no two GET streams are open at once, whoever opens them', async () => {
  const server = { get: 'stream', stateful: false, harm: { secondGetKills: true } };
  const { reports } = await replayAgainst(
    server,
    calm.map(({ id }) => id),
  );
  assert.ok([...reports.values()].every(({ connects }) => connects === true));
});

test('clients that wait for a silent GET for ever keep none after them from being told (measured on Java SDK servers)', async () => {
  const names = ids.filter((id) => /^(go-sdk|java-sdk|mcp-python)@/.test(id));
  const { reports } = await replayAgainst({ get: 'hang' }, names);
  for (const [id, { connects }] of reports) assert.equal(connects, !id.startsWith('go-sdk'), id);
  assert.equal(reports.size, names.length);
});

test('after a 429 nothing more is sent, and the clients after it cannot be told', async () => {
  const server = { stateful: false, rateLimit: { limit: 7, headers: 'none', retryAfter: 'none' } };
  const { replays, reports, received } = await replayAgainst(server, [
    'cline',
    'continue-cli',
    'gemini-cli',
    'mcpc',
  ]);
  assert.equal(received.length, 8);
  assert.deepEqual(
    [...reports.values()].map(({ connects }) => connects),
    [true, null, null, null],
  );
  assert.deepEqual(
    replays.map(({ notSent }) => notSent),
    [null, null, LIMITED, LIMITED],
  );
});

test('a server that says what is left of its limit is never driven into it', async () => {
  const server = { rateLimit: { limit: 14, windowSeconds: 1, headers: 'draft' } };
  const { reports, received } = await replayAgainst(server, ['cline', 'gemini-cli', 'mcpc', 'supergateway']);
  assert.deepEqual(
    [...reports.values()].map(({ connects }) => connects),
    [true, true, true, true],
  );
  assert.ok(received.length > 14);
});

test('and where its window lasts too long, the clients that would not fit are not sent', async () => {
  const server = { rateLimit: { limit: 14, windowSeconds: 600 } };
  const { replays, received } = await replayAgainst(server, ['cline', 'gemini-cli', 'mcpc', 'supergateway']);
  const { notSent } = replays.at(-1) ?? {};
  assert.equal(notSent, "the server's rate limit would be reached");
  assert.ok(received.length <= 14);
});

test('a server that allows one session in all is asked once', async () => {
  const server = { session: { oneInAll: true } };
  const { replays, reports } = await replayAgainst(server, ['cline', 'continue-cli', 'mcpc']);
  assert.deepEqual(
    [...reports.values()].map(({ connects }) => connects),
    [true, null, null],
  );
  assert.match(replays[2]?.notSent ?? '', /one session in all/);
});

test('a server that cannot be reached is tried once', async () => {
  const running = await startServer(personaOf({}));
  await running.close();
  const how = { configured: [], thorough: true, timeoutMs: 1000 };
  const { replays, reports } = await replayAt(running.url, ['cline', 'mcpc'], how);
  assert.equal(replays[1]?.notSent, 'the server cannot be reached');
  assert.ok([...reports.values()].every(({ connects }) => connects === null));
});

test('a server that leaves two clients in a row without an answer is left alone', async () => {
  const hanging = { accept: { cells: { both: 'hang' } } };
  const { replays } = await replayAgainst(hanging, ['cline', 'codex', 'mcpc', 'qwen-code'], {
    timeoutMs: 60,
  });
  const sent = replays.filter(({ notSent }) => notSent === null).map(({ profile }) => profile.split('@')[0]);
  assert.deepEqual(sent, ['cline', 'codex']);
});

test('a server that a DELETE upsets is found out, and then no session is ended', async () => {
  const server = { session: { deleteUpsetsNextPost: true } };
  const { reports, received } = await replayAgainst(
    server,
    calm.map(({ id }) => id),
  );
  assert.ok([...reports.values()].every(({ connects }) => connects === true));
  assert.equal(received.filter(({ method }) => method === 'DELETE').length, 1);
});

test('no replay takes more requests than its budget', async () => {
  const servers = [{}, { transport: 'http+sse' }, { eras: ['modern'] }, { session: { forgotten: true } }];
  const pinned: HeaderLine[] = [['MCP-Protocol-Version', '2025-03-26']];
  for (const [server, configured] of servers.flatMap((one) => [[one, []] as const, [one, pinned] as const])) {
    const { replays } = await replayAgainst(server, ids, { configured: [...configured] });
    for (const own of profiles) {
      const attempts = replays.filter(({ profile }) => profile === own.id);
      const sent = attempts.reduce((sum, { flow }) => sum + flow.exchanges.length, 0);
      assert.ok(sent <= replayBudget([own], configured), `${own.id}: ${sent}`);
    }
  }
});
