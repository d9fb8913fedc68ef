import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { listen } from '../src/demo/wire.js';
import type { RepeatReport, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { progressBar } from '../src/report/progressBar.js';
import { plainMcp } from './hostile/answers.js';
import type { Interruptible } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { listen as listenRaw } from './hostile/server.js';

const folder = join(packageRoot, 'fixtures', 'servers');

async function persona(t: TestContext, name: string) {
  const server = await startServer({ ...(await loadPersona(folder, name)), auth: null });
  t.after(() => server.close());
  return server;
}

/** Repeats handshakes at a URL. @returns the exit code and what was reported of it */
async function repeated(
  url: string,
  ...args: string[]
): Promise<{ code: number | null; repeat: RepeatReport; report: Report }> {
  const { code, stdout, stderr } = await run(['probe', url, '--quick', '--format', 'json', ...args]);
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as Report;
  const repeat = report.targets[0]?.repeat;
  assert.ok(repeat != null);
  return { code, repeat, report };
}

describe('--repeat', () => {
  it('names a server that fails at every tenth request', async (t) => {
    const { repeat } = await repeated((await persona(t, 'fails-every-tenth')).url, '--repeat', '16');
    assert.deepEqual([repeat.order.kind, repeat.order.unit, repeat.order.nth], ['every', 'request', 10]);
  });

  it('names a server that serves three clients, and nobody after them', async (t) => {
    const { repeat } = await repeated((await persona(t, 'fails-after-the-third')).url, '--repeat', '20');
    assert.equal(repeat.sequence, '+++-----------------');
    assert.equal(repeat.because, 'all 17 failures: initialize was answered 503; from try 4 on all failed');
  });

  it('names a server that was not ready, and whose health that is', async (t) => {
    const { repeat, report, code } = await repeated(
      (await persona(t, 'fails-at-first')).url,
      '--repeat',
      '10',
    );
    assert.equal(
      repeat.because,
      'both failures: initialize was answered 502; only the first 2 failed (by chance 1 time in 45: --repeat 46 would tell)',
    );
    const diagnosis = report.targets[0]?.diagnosis;
    assert.deepEqual(
      [diagnosis?.class, diagnosis?.title],
      ['health', 'Correct clients connect in 8 of 10 tries'],
    );
    assert.equal(code, 0);
  });

  it('ends each session, and sends nothing but handshakes: hello, notification, list, end', async (t) => {
    const server = await persona(t, 'one-session-in-all');
    await repeated(server.url, '--repeat', '3');
    const sent = server.received
      .slice(0, 4)
      .map(({ method, body }) => /"method":"([^"]+)"/.exec(body)?.[1] ?? method);
    assert.deepEqual(sent, ['initialize', 'notifications/initialized', 'tools/list', 'DELETE']);
  });

  it('speaks the newer revision to a server of that alone, and counts the first try once', async (t) => {
    const server = await persona(t, 'modern');
    const { repeat } = await repeated(server.url, '--repeat', '5');
    assert.equal(repeat.sequence, '+++++');
  });

  it('keeps one session across all tries with --reuse-session, and ends it', async (t) => {
    const server = await startServer({ ...(await loadPersona(folder, 'stateful')), auth: null });
    t.after(() => server.close());
    const { repeat } = await repeated(server.url, '--repeat', '5', '--reuse-session');
    assert.equal(repeat.sequence, '+++++');
    const before = server.received
      .slice(0, 8)
      .map(({ method, body }) => /"method":"([^"]+)"/.exec(body)?.[1] ?? method);
    assert.deepEqual(before, [
      'initialize',
      'notifications/initialized',
      ...Array(5).fill('tools/list'),
      'DELETE',
    ]);
  });

  it('finds that sessions are lost between tries', async (t) => {
    const plain = await loadPersona(folder, 'stateful');
    const failing = {
      counts: 'requests',
      every: null,
      first: null,
      nth: null,
      after: 3,
      answer: { status: 404, contentType: null, headers: {}, body: '' },
    } as const;
    const server = await startServer({ ...plain, auth: null, failing });
    t.after(() => server.close());
    const { repeat } = await repeated(server.url, '--repeat', '2', '--reuse-session');
    assert.equal(repeat.sequence, '+-');
    assert.match(repeat.because ?? '', /in a session that an earlier try had opened/);
  });

  it('finds connections that are cut when idle, and says after how long', async (t) => {
    let last = 0;
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        const idle = performance.now() - last;
        last = performance.now();
        // Too late: the other side has given this connection up, and says so only now.
        if (request.headers['mcp-protocol-version'] !== undefined && idle > 250) {
          request.socket.resetAndDestroy();
          return;
        }
        response.setHeader('Content-Type', 'application/json');
        response.end(
          '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"x","version":"1"}}}',
        );
      });
    });
    const origin = await listen(server, 0);
    t.after(() => server.closeAllConnections());
    t.after(() => server.close());
    const { repeat } = await repeated(`${origin}/mcp`, '--repeat', '2', '--idle', '300ms');
    assert.equal(repeat.connected, 0);
    const [, idle] =
      /a kept-alive connection was cut, at notifications\/initialized, after (\d+\.\d) s idle/.exec(
        repeat.because ?? '',
      ) ?? assert.fail(repeat.because ?? 'no cause');
    // A busy machine lets it wait for longer than it was told to.
    assert.ok(Number(idle) >= 0.3 && Number(idle) < 5, idle);
  });

  it('asks eight at once, each on connections of its own', async (t) => {
    const server = await persona(t, 'negotiating');
    const { repeat } = await repeated(server.url, '--repeat', '8', '--parallel', '8');
    assert.equal(repeat.sequence, '+'.repeat(8));
  });

  it('replays the client that was named', async (t) => {
    const server = await persona(t, 'negotiating');
    const { repeat } = await repeated(server.url, '--repeat', '2', '--client', 'claude-code');
    assert.match(repeat.client, /^Claude Code /);
    assert.equal(repeat.connected, 2);
  });

  it('exits 1 under the rate that was asked for, 0 above it', async (t) => {
    const low = await repeated(
      (await persona(t, 'fails-at-first')).url,
      '--repeat',
      '10',
      '--fail-under',
      '90',
    );
    assert.deepEqual([low.code, low.repeat.rate], [1, 0.8]);
    const enough = await repeated(
      (await persona(t, 'fails-at-first')).url,
      '--repeat',
      '10',
      '--fail-under',
      '80',
    );
    assert.equal(enough.code, 0);
  });

  it('stops before it reaches a limit that the server announces', async (t) => {
    const low = await loadPersona(folder, 'low-limit');
    assert.ok(low.rateLimit !== null);
    const rateLimit = { ...low.rateLimit, windowSeconds: 60 };
    const server = await startServer({ ...low, auth: null, rateLimit });
    t.after(() => server.close());
    const { repeat } = await repeated(server.url, '--repeat', '30');
    assert.match(repeat.notes.join(), /^stopped after \d+ of 30: the server's rate limit would be reached/);
    assert.equal(repeat.failed, 0);
  });

  it('is judged alike from its recording, and says of health what the page says', async (t) => {
    const { url } = await persona(t, 'fails-at-first');
    const file = join(await mkdtemp(join(tmpdir(), 'repeat-')), 'recording.json');
    const { repeat } = await repeated(url, '--repeat', '10', '--record', file);
    const again = JSON.parse((await run(['check', file, '--format', 'json'])).stdout) as Report;
    assert.deepEqual(again.targets[0]?.repeat, repeat);
    assert.ok(JSON.parse(await readFile(file, 'utf8')).repeats !== null);
    const page = (await run(['check', file])).stdout;
    assert.match(page, /^~ Correct clients connect in 8 of 10 tries/);
    assert.match(page, /--\+{8}/);
  });

  it('gives what was done so far when Ctrl-C comes in the middle, with exit code 130', async (t) => {
    let running: Interruptible | null = null;
    let hellos = 0;
    const server = await listenRaw((socket, request) => {
      if (request.body.includes('"initialize"')) hellos += 1;
      if (hellos === 3) running?.kill('SIGINT');
      plainMcp(socket, request);
    });
    t.after(() => server.close());
    const during = (child: Interruptible): void => {
      running = child;
    };
    const args = ['probe', server.url, '--quick', '--json', '--repeat', '200'];
    const { code, stdout } = await run(args, { during });
    const [target] = (JSON.parse(stdout) as Report).targets;
    assert.equal(code, 130);
    const { connected = 0, sequence = '', stopped = null } = target?.repeat ?? {};
    assert.ok(connected >= 2 && sequence.length < 200, sequence);
    assert.equal(stopped, 'interrupted');
    assert.equal(target?.notJudged?.reason, 'interrupted');
  });

  it('is needed by what says how', async () => {
    const { code, stderr } = await run(['probe', 'http://127.0.0.1:9/mcp', '--idle', '5s']);
    assert.equal(code, 2);
    assert.match(stderr, /--idle says how handshakes are repeated, and none are/);
  });
});

it('a progress bar says how far it is, and what is left', () => {
  assert.equal(progressBar(12, 30, 9000), '12 of 30 [########............] 0:14 left');
  assert.equal(progressBar(0, 30, 0), '0 of 30 [....................]');
});
