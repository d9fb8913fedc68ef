import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { http, named, probe, reported, serve, withServers } from './configuring.js';
import { folderWith } from './fixing.js';
import { plainMcp } from './hostile/answers.js';
import type { Interruptible } from './hostile/run.js';
import type { Behaviour, Received } from './hostile/server.js';
import { stateful } from './hostile/stateful.js';
import { personaOf } from './replaying.js';

const REFUSES = { accept: { policy: 'ignoring', cells: { both: 'refuse' } } };

let healthy: RunningServer;
let refusing: RunningServer;
before(async () => {
  healthy = await startServer(personaOf({ accept: 'strict' }));
  refusing = await startServer(personaOf(REFUSES));
});
after(() => Promise.all([healthy.close(), refusing.close()]));

describe('the servers of a configuration are probed side by side', { concurrency: 2 }, () => {
  it('one that answers nothing delays no other: it is let go only when the other is done', async (test) => {
    const alone = await serve(test, plainMcp);
    const solo = await probe(withServers(test, { good: http(alone.url) }), ['--quick', '--concurrency', '1']);
    assert.equal(solo.code, 0, solo.stdout);
    const last = alone.received.length;
    const held: [Socket, Received][] = [];
    let done = false;
    const slow = await serve(test, (socket, request) => {
      if (done) plainMcp(socket, request);
      else held.push([socket, request]);
    });
    const good = await serve(test, (socket, request) => {
      plainMcp(socket, request);
      done ||= request.nth === last;
      if (done) for (const [waiting, asked] of held.splice(0)) plainMcp(waiting, asked);
    });
    const folder = withServers(test, { slow: http(slow.url), good: http(good.url) });
    const report = await reported(folder, ['--quick', '--concurrency', '1']);
    assert.deepEqual(
      report.targets.map(({ name, notJudged }) => [name, notJudged]),
      [
        ['slow', null],
        ['good', null],
      ],
    );
    assert.ok(done);
    assert.deepEqual([good.received.length, slow.received.length], [last, last]);
  });

  it('each has its own verdict, and the overview names the bad one', async (test) => {
    const folder = withServers(test, {
      good: http(healthy.url),
      worse: http(refusing.url),
      local: { command: 'npx', args: ['-y', 'x'] },
    });
    const ran = await probe(folder, ['--quick']);
    assert.equal(ran.code, 1);
    assert.match(
      ran.stdout,
      /^\.mcp\.json \(Claude Code\): 1 of 2 servers connects\n✗ worse \(\S+\): Nobody can connect[\s\S]*\n✓ good: Claude Code connects\n/,
    );
    assert.match(ran.stdout, /\n- local: it is started as a program \(stdio\)\n/);
    const report = await reported(folder, ['--quick']);
    assert.deepEqual(
      named(report, 'good').findings.filter(({ severity }) => severity !== 'note'),
      [],
    );
    assert.notEqual(named(report, 'worse').findings.length, 0);
    assert.deepEqual(report.configuration, {
      file: '.mcp.json',
      format: 'claude-code',
      client: 'Claude Code',
      skipped: [{ server: 'local', reason: 'it is started as a program (stdio)' }],
    });
  });

  it('what is switched off is skipped, with the reason', async (test) => {
    const idle = await serve(test, plainMcp);
    const off = { url: idle.url, disabled: true };
    const servers = { good: { url: healthy.url }, off, local: { command: 'npx' } };
    const folder = folderWith(test, { '.cursor/mcp.json': JSON.stringify({ mcpServers: servers }) });
    const report = await reported(folder, ['--config', '.cursor/mcp.json', '--quick']);
    assert.deepEqual(report.configuration?.skipped, [
      { server: 'off', reason: 'switched off' },
      { server: 'local', reason: 'it is started as a program (stdio)' },
    ]);
    assert.deepEqual([report.exitCode, idle.connections()], [0, 0]);
  });

  it('a variable that is not set is an error in its place; the others are probed all the same', async (test) => {
    const headers = { 'X-Key': '${SOME_KEY}', Authorization: 'Bearer ${MISSING_TOKEN}' };
    const folder = withServers(test, { good: http(healthy.url), unset: http(healthy.url, { headers }) });
    const env = { SOME_KEY: 'canary-of-a-key' };
    const ran = await probe(folder, ['--quick'], { env });
    assert.equal(ran.code, 2);
    const said = ran.stdout.replace(/\s+/g, ' ');
    assert.match(said, /1 of 2 servers connects ✗ unset: Nothing was sent: the variable MISSING_TOKEN/);
    assert.match(
      said,
      /the variable MISSING_TOKEN is not set fault configuration: \.mcp\.json:12:34 \(server "unset"\)/,
    );
    assert.match(said, /export MISSING_TOKEN=\.\.\., or name a file that sets it: --env-file \.env/);
    assert.doesNotMatch(ran.stdout + ran.stderr, /canary/);
    const report = await reported(folder, ['--quick'], { env });
    assert.equal(named(report, 'unset').notJudged?.reason, 'configuration');
    assert.equal(named(report, 'good').notJudged, null);
    assert.equal(report.exitCode, 2);
  });

  it('a value that only the client knows is nobody’s fault, and left open: it was not tried', async (test) => {
    const asks = { type: 'http', url: healthy.url, headers: { Authorization: 'Bearer ${input:token}' } };
    const folder = folderWith(test, {
      '.vscode/mcp.json': JSON.stringify({ servers: { good: http(healthy.url), asks } }),
    });
    const ran = await probe(folder, ['--quick', '--config', '.vscode/mcp.json']);
    assert.equal(ran.code, 3);
    const said = ran.stdout.replace(/\s+/g, ' ');
    assert.match(said, /~ asks: Not tried: only VS Code knows the value of input:token/);
    assert.doesNotMatch(said, /fault/);
    const [, left] = (await reported(folder, ['--quick', '--config', '.vscode/mcp.json'])).targets;
    assert.deepEqual(
      [left?.diagnosis?.id, left?.diagnosis?.blame, left?.notJudged?.reason],
      ['value-known-to-client', ['none'], 'unclear'],
    );
  });

  it('an address that the client takes no notice of is a mistake, and fix mends it', async (test) => {
    const folder = withServers(test, { good: http(healthy.url), untyped: { url: healthy.url } });
    const ran = await probe(folder, ['--quick']);
    assert.equal(ran.code, 2);
    assert.match(
      ran.stdout.replace(/\s+/g, ' '),
      /untyped: Nothing was sent: Claude Code does not connect to this server fault configuration: \.mcp\.json:7:5 .*without "type"/,
    );
    assert.match(ran.stdout, /mcp-accept fix \.mcp\.json/);
    assert.equal((await folder.fix(['--write'])).code, 0);
    assert.equal((await probe(folder, ['--quick'])).code, 0);
    const desktop = folderWith(test, {
      'claude_desktop_config.json': JSON.stringify({ mcpServers: { api: { url: healthy.url } } }),
    });
    const other = await reported(desktop, ['--config', 'claude_desktop_config.json']);
    assert.equal(other.exitCode, 2);
    assert.match(named(other, 'api').notJudged?.detail ?? '', /only starts programs/);
  });
});

describe('which servers are probed', { concurrency: 2 }, () => {
  it('--server names one; of a name that is not there the nearest is suggested', async (test) => {
    const folder = withServers(test, { github: http(healthy.url), worse: http(refusing.url) });
    const report = await reported(folder, ['--server', 'github', '--quick']);
    assert.deepEqual(
      report.targets.map(({ name }) => name),
      ['github'],
    );
    const ran = await probe(folder, ['--server', 'githbu']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /there is no server "githbu"[\s\S]*did you mean github\?/);
  });

  it('--env-file sets what the environment does not', async (test) => {
    const headers = { 'X-Key': '${ONE}', 'X-Other': '${TWO}' };
    const server = await serve(test, plainMcp);
    const folder = withServers(test, { api: http(server.url, { headers }) });
    const { at } = folderWith(test, { '.env': '# mine\nONE=of-the-file\nTWO="of the file"\n' });
    const ran = await probe(folder, ['--quick', '--env-file', at('.env')], { env: { ONE: 'of-the-shell' } });
    assert.equal(ran.code, 0, ran.stdout);
    assert.ok(server.received.some(({ head }) => /^x-key: of-the-shell\r$/im.test(head)));
    assert.ok(server.received.some(({ head }) => /^x-other: of the file\r$/im.test(head)));
    assert.ok(server.received.every(({ head }) => !/of-the-file/.test(head)));
  });

  it('without a URL those of the nearest .mcp.json, and it is said which that is', async (test) => {
    const folder = withServers(test, { api: http(healthy.url) });
    const cwd = folder.at('packages/web');
    mkdirSync(cwd, { recursive: true });
    const ran = await probe(folder, ['--quick'], { cwd });
    assert.equal(ran.code, 0);
    assert.equal(ran.stderr, 'reading ../../.mcp.json (the nearest one)\n');
    const given = await probe(folder, ['--quick', '--config', '../../.mcp.json'], { cwd });
    assert.deepEqual([given.code, given.stderr], [0, '']);
  });

  it('not a URL beside a file, and no header beside a file', async (test) => {
    const server = await serve(test, plainMcp);
    const folder = withServers(test, { api: http(server.url) });
    for (const [args, found] of [
      [[server.url, '--config', '.mcp.json'], /a URL and a configuration exclude each other/],
      [[server.url, '--server', 'api'], /a URL and a configuration exclude each other/],
      [
        ['--config', '.mcp.json', '--header', 'X-Key: canary'],
        /bring their own headers\n +found: --header\n/,
      ],
      [['--config', '.mcp.json', '--bearer-env', 'HOME'], /bring their own headers\n +found: --bearer-env\n/],
    ] as const) {
      const ran = await probe(folder, [...args]);
      assert.equal(ran.code, 2);
      assert.match(ran.stderr, found);
      assert.doesNotMatch(ran.stderr, /canary/);
    }
    assert.equal(server.connections(), 0);
  });

  it('--plan sends nothing, counts the client in, and names what is wrong', async (test) => {
    const server = await serve(test, plainMcp);
    const folder = withServers(test, {
      api: http(server.url),
      unset: http(server.url, { headers: { A: '${NO}' } }),
    });
    const ran = await probe(folder, ['--plan', '--config', '.mcp.json']);
    assert.equal(ran.code, 2);
    assert.match(ran.stdout, /^Plan for .*\nNothing has been sent\./);
    assert.match(ran.stdout, /At most \d+ requests more: Claude Code 2\.1\.274 and later\./);
    assert.match(ran.stderr, /the variable NO is not set/);
    assert.equal(server.connections(), 0);
  });
});

it('Ctrl-C ends the sessions of all servers', async (test) => {
  const isList = ({ body }: Received): boolean => body.includes('"tools/list"');
  let asked = 0;
  let both = (): void => {};
  const moment = new Promise<void>((resolve) => {
    both = resolve;
  });
  const hangs: Behaviour = (socket, request) => {
    stateful(isList)(socket, request);
    if (!isList(request)) return;
    asked += 1;
    if (asked === 2) both();
  };
  const servers = [await serve(test, hangs), await serve(test, hangs)];
  const folder = withServers(test, Object.fromEntries(servers.map(({ url }, at) => [`s${at}`, http(url)])));
  const during = (child: Interruptible): void => void moment.then(() => child.kill('SIGINT'));
  const ran = await probe(folder, [], { during });
  assert.equal(ran.code, 130);
  for (const { received } of servers) {
    assert.equal(received.filter(({ method }) => method === 'DELETE').length, 1);
  }
  assert.match(ran.stdout, /s0 \(\S+\), s1 \(\S+\): Interrupted/);
});
