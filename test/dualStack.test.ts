import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Report, TargetReport } from '../src/model.js';
import { plainMcp, whole } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, type HostileServer, listen } from './hostile/server.js';
import { silentPort } from './slowFamily.js';

const page: Behaviour = (socket) => void socket.write(whole('404 Not Found', 'text/html', '<h1>Vite</h1>'));
const resetting: Behaviour = (socket) => void socket.resetAndDestroy();

/** What listens on each family of one port; null: nothing. */
async function serving(
  t: TestContext,
  six: Behaviour | null,
  four: Behaviour | null,
): Promise<{ port: number; on: (HostileServer | null)[] }> {
  const on: (HostileServer | null)[] = [];
  let port = 0;
  for (const [host, behaviour] of [
    ['::1', six],
    ['127.0.0.1', four],
  ] as const) {
    const server = behaviour === null ? null : await listen(behaviour, { host, port });
    if (server !== null) {
      port = server.port;
      t.after(() => server.close());
    }
    on.push(server);
  }
  return { port, on };
}

/** Probes a name that stands for ::1 first, as localhost does on most systems, then for 127.0.0.1. */
async function probe(port: number, ...args: string[]): Promise<TargetReport> {
  const to = `two.test:${port}:::1,127.0.0.1`;
  const ran = await run([
    'probe',
    `http://two.test:${port}/mcp`,
    '--resolve',
    to,
    '--quick',
    '--json',
    ...args,
  ]);
  const [target] = (JSON.parse(ran.stdout) as Report).targets;
  assert.ok(target !== undefined, ran.stderr);
  return target;
}

describe('a name with both address families', () => {
  for (const [what, six, four] of [
    ['127.0.0.1 alone', null, plainMcp],
    ['::1 alone', plainMcp, null],
    ['both', plainMcp, plainMcp],
  ] as const) {
    it(`is connected to where ${what} is served, and nothing more is sent`, async (t) => {
      const { port } = await serving(t, six, four);
      const target = await probe(port);
      assert.equal(target.diagnosis?.class, 'health', target.diagnosis?.title);
      assert.equal(target.network, null);
    });
  }

  for (const [what, behaviour] of [
    ['another program answers', page],
    ['the connection is reset', resetting],
  ] as const) {
    it(`of which ${what} on ::1: one hello finds the server on 127.0.0.1, without credentials`, async (t) => {
      const { port, on } = await serving(t, behaviour, plainMcp);
      const target = await probe(
        port,
        '--timeout',
        '600',
        '-H',
        'Authorization: Bearer example-token-0123456789',
      );
      assert.equal(target.diagnosis?.id, 'another-program-on-the-other-family', target.diagnosis?.title);
      assert.equal(
        target.diagnosis?.do[0]?.step,
        `Write the address that serves: http://127.0.0.1:${port}/mcp`,
      );
      assert.match(target.diagnosis?.do[1]?.step ?? '', /NODE_OPTIONS=--dns-result-order=ipv4first/);
      const asked = on[1]?.received ?? [];
      assert.deepEqual(
        asked.map(({ method }) => method),
        ['POST'],
      );
      assert.doesNotMatch(asked[0]?.head ?? '', /authorization/i);
      const sent = on.reduce((sum, server) => sum + (server?.received.length ?? 0), 0);
      assert.equal(target.requests, sent);
    });
  }

  it('of which ::1 never answers: a probe connects by 127.0.0.1 and says who will wait, triage says how long', async (t) => {
    const { port } = await serving(t, null, plainMcp);
    await silentPort(t, '::1', port);
    const target = await probe(port);
    assert.equal(target.diagnosis?.class, 'health', target.diagnosis?.title);
    const [late] = target.traits;
    assert.match(late?.title ?? '', /by IPv6: no connection within \d+ ms; by IPv4 at once/);
    assert.equal(late?.do[0]?.step, `Write the address that answers: http://127.0.0.1:${port}/mcp`);
    const six = target.network?.addresses.find(({ family }) => family === 6);
    assert.equal(six?.failure, 'LATE', 'whoever probes does not wait for it');

    const to = ['--resolve', `two.test:${port}:::1,127.0.0.1`, '--timeout', '900', '--repeat', '1'];
    const { stdout } = await run(['triage', `http://two.test:${port}/mcp`, ...to, '--client', 'claude-code']);
    assert.match(stdout, /::1 TIMEOUT/);
    assert.match(stdout.replace(/\s+/g, ' '), /also two\.test by IPv6: no connection within 9\d\d ms/);
  });

  it('of which only 127.0.0.1 is served: triage says whom that shuts out', async (t) => {
    const { port } = await serving(t, null, plainMcp);
    const url = `http://two.test:${port}/mcp`;
    const to = ['--resolve', `two.test:${port}:::1,127.0.0.1`, '--repeat', '1', '--client', 'claude-code'];
    const report = JSON.parse((await run(['triage', url, ...to, '--json'])).stdout) as Report;
    assert.deepEqual(
      report.targets[0]?.traits.map(({ id }) => id),
      ['one-family-closed'],
    );
  });

  it('of which nobody serves MCP is no fault of the family', async (t) => {
    const { port } = await serving(t, page, page);
    const target = await probe(port);
    assert.notEqual(target.diagnosis?.id, 'another-program-on-the-other-family');
  });

  it('that nothing listens on is told with both addresses, each tried once', async (t) => {
    const { port, on } = await serving(t, plainMcp, null);
    await on[0]?.close().catch(() => undefined);
    const { network, diagnosis } = await probe(port);
    assert.equal(diagnosis?.id, 'nothing-listens');
    assert.deepEqual(network?.addresses.map(({ address, failure }) => [address, failure]).sort(), [
      ['127.0.0.1', 'ECONNREFUSED'],
      ['::1', 'ECONNREFUSED'],
    ]);
  });
});
