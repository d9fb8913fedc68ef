import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { ClientReport, Report } from '../src/model.js';
import { folderWith } from './fixing.js';
import { assertCalm } from './hostile/orderly.js';
import type { Ran, RunOptions } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { deadPort } from './hostile/server.js';
import { personaOf, profiles } from './replaying.js';
import { isReport } from './reports.js';

async function clients(args: string[], options: RunOptions = {}): Promise<Ran> {
  const ran = await run(['clients', ...args], { ...options, env: { COLUMNS: '100', ...options.env } });
  assertCalm(ran);
  return ran;
}

interface Asked {
  code: number | null;
  report: Report;
  /** By client and version, in order. */
  of(client: string): ClientReport;
}

async function asked(url: string, ...args: string[]): Promise<Asked> {
  const { code, stdout, stderr } = await clients([url, ...args, '--format', 'json']);
  assert.match(
    stderr,
    /^\d+ clients?: at most \d+ requests, each twice where it is redirected, and those of the control; no tool is called\n$/,
  );
  const report = JSON.parse(stdout) as Report;
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  assert.equal(report.exitCode, code);
  const of = (client: string): ClientReport => {
    const found = report.targets[0]?.clients?.find((one) => one.client === client);
    assert.ok(found, client);
    return found;
  };
  return { code, report, of };
}

async function serving(test: TestContext, persona: object): Promise<RunningServer> {
  const server = await startServer(personaOf(persona));
  test.after(() => server.close());
  return server;
}

const NO_ONE = { accept: { policy: 'ignoring', cells: { both: 'refuse' } } };
const names = new Set(profiles.map(({ client }) => client));

describe('clients of a server', { concurrency: 2 }, () => {
  let healthy: RunningServer;
  before(async () => {
    healthy = await startServer(personaOf({}));
  });
  after(() => healthy.close());

  it('that is healthy all connect, and nothing of the matrix is sent', async (test) => {
    const server = await serving(test, {});
    const { code, report } = await asked(server.url);
    assert.equal(code, 0);
    const [target] = report.targets;
    assert.deepEqual([target?.notJudged, target?.findings], [null, []]);
    const sent = target?.cells.filter(({ response }) => response.status !== null);
    assert.deepEqual(new Set(sent?.map(({ cell }) => cell)), new Set(['both']));
    const told = target?.clients ?? [];
    assert.deepEqual(new Set(told.map(({ client }) => client)), names);
    assert.deepEqual(
      told.filter(({ connects }) => connects === false),
      [],
    );
    assert.equal(target?.requests, server.received.length);
    assert.ok(server.received.every(({ body }) => !body.includes('tools/call')));
  });

  it('that refuses a correct Accept: no header helps, and the server has to be mended', async (test) => {
    const server = await serving(test, NO_ONE);
    const { code, report, of } = await asked(server.url);
    assert.equal(code, 1);
    assert.ok(report.targets[0]?.clients?.every(({ connects }) => connects !== true));
    const { failedAt, cause, fix } = of('modelcontextprotocol-sdk');
    assert.deepEqual([failedAt, cause], [{ step: 'initialize', status: 406 }, { kind: 'refused' }]);
    assert.equal(fix?.where, 'server');
    assert.match(fix.what, /no header that a user configures changes this 406/);
  });

  it('of 2026-07-28 alone: an update is the fix where the newer version was seen to connect', async (test) => {
    const server = await serving(test, { eras: ['modern'] });
    const { code, report, of } = await asked(server.url, '--client', 'claude-code@2.0.77');
    assert.equal(code, 1);
    const told = report.targets[0]?.clients?.map(({ version, connects, yours }) => [
      version,
      connects,
      yours,
    ]);
    assert.deepEqual(told, [
      ['2.0.77 to 2.1.100', false, true],
      ['2.1.274 and later', true, false],
    ]);
    const { cause, fix } = of('claude-code');
    assert.deepEqual(cause, { kind: 'era' });
    assert.deepEqual(
      [fix?.where, fix?.what, fix?.proved],
      ['client', 'update Claude Code to 2.1.274 or later', true],
    );
    const gemini = await asked(server.url, '--client', 'gemini');
    assert.deepEqual([gemini.code, gemini.of('gemini-cli').fix?.where], [1, 'server']);
  });

  it('of the old transport: who falls back connects, who can be told is told, who cannot needs the server', async (test) => {
    const server = await serving(test, { transport: 'http+sse', versions: ['2024-11-05'] });
    const { code, report, of } = await asked(server.url);
    assert.equal(code, 1);
    assert.equal(report.targets[0]?.notJudged?.reason, 'legacy-sse');
    assert.deepEqual([of('vscode').connects, of('claude-code').connects], [true, false]);
    const { cause, fix } = of('claude-code');
    assert.deepEqual(cause, { kind: 'old-transport' });
    assert.equal(fix?.where, 'configuration');
    assert.deepEqual(fix.entry, { type: 'sse', url: server.url });
    assert.match(fix.pickUp ?? '', /\/mcp/);
    assert.deepEqual([of('codex').connects, of('codex').fix?.where], [false, 'server']);
    // The bridge opens two streams, so it is tried with --thorough alone.
    const thorough = await asked(server.url, '--thorough');
    const { connects, fix: bridge } = thorough.of('codex');
    assert.deepEqual([thorough.of('mcp-remote').connects, connects], [true, false]);
    assert.deepEqual([bridge?.where, bridge?.proved], ['configuration', true]);
    assert.match(bridge?.what ?? '', /through mcp-remote/);
    const table = `[mcp_servers.my-server]\ncommand = "npx"\nargs = ["-y", "mcp-remote", "${server.url}"]`;
    assert.equal(bridge?.entry, table);
  });

  it('with a pinned version, which breaks most: proved by the same without it', async () => {
    const { code, report, of } = await asked(healthy.url, '--header', 'MCP-Protocol-Version: 2025-06-18');
    assert.equal(code, 0);
    const { connects, failedAt, cause, fix } = of('claude-code');
    assert.deepEqual([connects, failedAt], [false, { step: 'notifications/initialized', status: 400 }]);
    const headers = ['MCP-Protocol-Version'];
    assert.deepEqual(cause, { kind: 'configured-header', headers, withoutConnects: true });
    assert.deepEqual([fix?.where, fix?.proved], ['configuration', true]);
    assert.equal(of('openai-agents').connects, true);
    const broken = report.targets[0]?.clients?.filter((one) => one.connects === false) ?? [];
    assert.ok(broken.length > 10, `${broken.length} clients`);
  });

  it('exits by the client that was named, unless nothing is to fail', async () => {
    const pinned = ['--header', 'MCP-Protocol-Version: 2025-06-18'];
    const named = ['--client', 'claude-code', ...pinned];
    const failing = await clients([healthy.url, ...named]);
    assert.equal(failing.code, 1);
    assert.match(failing.stdout, /^ {2}NO {3}Claude Code 2\.1\.274 and later$/m);
    assert.match(
      failing.stdout,
      /fix: in the configuration: remove "MCP-Protocol-Version"[\s\S]*\(proved:\s/,
    );
    assert.match(failing.stdout, /exit code 1 \(Claude Code does not connect\)\n$/);
    assert.equal((await clients([healthy.url, ...named, '--fail-on', 'never'])).code, 0);
    assert.equal((await asked(healthy.url, '--client', 'openai-agents', ...pinned)).code, 0);
  });

  it('is judged again from its recording, to the byte', async (test) => {
    const folder = folderWith(test, {});
    const args = [healthy.url, '--client', 'claude-code@2.0.77', '--header', 'MCP-Protocol-Version: 1'];
    for (const format of ['terminal', 'json']) {
      const ran = await clients([...args, '--format', format, '--record', folder.at('run.json')]);
      const checked = await run(['check', folder.at('run.json'), '--format', format], {
        env: { COLUMNS: '100' },
      });
      assert.deepEqual([checked.code, checked.stdout], [ran.code, ran.stdout]);
      assert.equal(ran.code, 1);
    }
  });

  it('that has had enough in the middle: the rest cannot be told', async (test) => {
    const server = await serving(test, { rateLimit: { limit: 40, windowSeconds: 600, headers: 'none' } });
    const { report } = await asked(server.url);
    const told = report.targets[0]?.clients ?? [];
    assert.ok(told.some(({ connects }) => connects === true));
    assert.ok(
      told.filter(({ because }) => /not sent: the server said that it is enough/.test(because ?? '')).length >
        5,
    );
    assert.deepEqual(
      told.filter(({ connects }) => connects === false),
      [],
    );
    assert.equal(server.received.length, report.targets[0]?.requests);
  });

  it('whose limit has no room for all in time: the rest cannot be told, and none is refused', async (test) => {
    const server = await serving(test, { rateLimit: { limit: 40, windowSeconds: 600 } });
    const { report } = await asked(server.url);
    const told = report.targets[0]?.clients ?? [];
    assert.ok(told.some(({ connects }) => connects === true));
    assert.match(told.at(-1)?.because ?? '', /not sent: the server's rate limit would be reached/);
    assert.ok(server.received.length <= 40);
  });

  it('on a port where nothing listens: nothing can be told', async () => {
    const { code, stdout } = await clients([`http://127.0.0.1:${await deadPort()}/mcp`]);
    assert.equal(code, 3);
    assert.match(stdout, /^✗ Nobody can connect: nothing listens there/m);
    assert.match(stdout, /Who can connect: 0 of \d+, \d+ cannot be told/);
  });
});
