import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { toldBy } from '../src/logs/told.js';
import { run } from './hostile/runHere.js';
import { combined, idsOf, LOGS, toldOf } from './logging.js';

describe('patterns', () => {
  const served = [0, 1, 2].map((second) => combined(second, 'POST /mcp', 200, 'good/1', '10.0.0.1'));

  it('nothing odd is no finding', async () => {
    const report = await toldOf(served);
    assert.equal(report.exitCode, 0);
    assert.deepEqual(report.patterns, []);
  });

  it('406 to everybody is the server or a proxy', async () => {
    const report = await toldOf([3, 4].map((second) => combined(second, 'POST /mcp', 406)));
    assert.deepEqual(report.verdict.fault, ['server', 'proxy']);
  });

  it('one client of several fails', async () => {
    const bad = [5, 6].map((second) => combined(second, 'POST /mcp', 400, 'bad/1'));
    const report = await toldOf([...served, ...bad]);
    assert.match(report.verdict.title, /^bad\/1 is never answered well/);
    assert.deepEqual(report.verdict.fault, ['client', 'configuration']);
  });

  it('401 in circles, with looks for OAuth that is not there', async () => {
    const lines = [0, 1, 2, 3].flatMap((second) => [
      combined(second, 'POST /mcp', 401),
      combined(second, 'GET /.well-known/oauth-protected-resource/mcp', 404),
    ]);
    const report = await toldOf(lines);
    assert.deepEqual(idsOf(report)[0], 'authorization-loop');
    assert.match(report.verdict.do[0] ?? '', /offers no OAuth/);
  });

  it('a sign-in that works is no circle', async () => {
    const lines = [
      combined(0, 'POST /mcp', 401),
      combined(1, 'GET /.well-known/oauth-protected-resource/mcp', 200),
      combined(2, 'POST /mcp', 200),
      combined(3, 'POST /mcp', 401),
      combined(4, 'POST /mcp', 200),
    ];
    assert.deepEqual(idsOf(await toldOf(lines)), []);
  });

  it('429 and 502 are counted, other paths are not', async () => {
    const report = await toldOf([
      ...served,
      combined(5, 'POST /mcp', 429, 'good/1'),
      combined(6, 'POST /mcp', 502, 'good/1'),
      combined(6, 'GET /logo.png', 404),
      combined(6, 'POST /login', 406),
    ]);
    assert.deepEqual(idsOf(report).sort(), ['rate-limited', 'server-fails']);
    assert.equal(report.read.mcp, 5);
  });
});

describe('a window', () => {
  const lines = [combined(0, 'POST /mcp', 200), combined(1, 'GET /', 200), combined(50, 'GET /', 200)];

  it('in which the client sent nothing is an answer, where the log goes on around it', async () => {
    const report = await toldOf(lines, [
      '--since',
      '2026-11-30T10:00:10Z',
      '--until',
      '2026-11-30T10:00:40Z',
    ]);
    assert.equal(report.exitCode, 1);
    assert.match(report.verdict.title, /^In this window the client sent nothing/);
    assert.deepEqual(report.verdict.fault, ['client', 'network']);
  });

  it('that the log does not reach cannot be told of', async () => {
    const report = await toldOf(lines, ['--since', '2026-11-30T11:00']);
    assert.equal(report.exitCode, 3);
    assert.match(report.verdict.title, /^This log cannot tell of the whole window/);
  });

  it('that is no time, or empty, is wrong usage', async () => {
    const log = join(LOGS, 'caddy-2.6.2.log');
    for (const words of [
      ['--since', 'yesterday'],
      ['--since', '2026-11-30', '--until', '2026-11-29'],
    ]) {
      assert.equal((await run(['triage', '--log', log, ...words])).code, 2);
    }
  });
});

describe("a client's log", () => {
  it('of Claude Code says why, and the words around it are not kept', async () => {
    const secret = 'canary-5f2e9c7a1b';
    const report = await toldOf([
      `{"debug":"HTTP transport options: {\\"headers\\":{\\"X-Key\\":\\"${secret}\\"}}","timestamp":"2026-11-30T10:00:00.000Z","sessionId":"a"}`,
      `{"error":"Connection failed: Error POSTing to endpoint (HTTP 406): ${secret}","timestamp":"2026-11-30T10:00:01.000Z","sessionId":"a"}`,
      `2026-11-30T10:00:02.000Z [ERROR] MCP server "qms" Connection failed: ECONNREFUSED ${secret}`,
    ]);
    assert.match(
      report.verdict.title,
      /^The client says: HTTP 406 \(1\); also ECONNREFUSED \(1\); it never connected/,
    );
    assert.deepEqual(
      report.formats.map(({ side }) => side),
      ['client', 'client'],
    );
    assert.ok(!JSON.stringify(report).includes(secret));
  });

  it('that connected is no failure', () => {
    assert.equal(toldBy('Successfully connected (transport: http) in 30ms', 'a', null)?.connected, true);
    assert.equal(toldBy('Tool call failed', 'a', null), null);
  });
});
