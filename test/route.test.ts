import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Report, TargetReport } from '../src/model.js';
import { certificate } from './certificates.js';
import { type ForwardProxy, type ProxyBehaviour, startProxy } from './forwardProxy.js';
import { plainMcp } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { type HostileServer, type ListenOptions, listen } from './hostile/server.js';

async function serve(t: TestContext, options: ListenOptions = {}): Promise<HostileServer> {
  const server = await listen(plainMcp, options);
  t.after(() => server.close());
  return server;
}

async function proxy(t: TestContext, behaviour: ProxyBehaviour = {}): Promise<ForwardProxy> {
  const started = await startProxy(behaviour);
  t.after(() => started.close());
  return started;
}

interface Probed {
  report: Report;
  target: TargetReport;
  stderr: string;
}

async function probe(args: string[], env: Record<string, string> = {}): Promise<Probed> {
  const ran = await run(['probe', ...args, '--quick', '--json'], { env });
  assert.match(ran.stdout, /^\{/, ran.stderr);
  const report = JSON.parse(ran.stdout) as Report;
  const [target] = report.targets;
  assert.ok(target !== undefined);
  return { report, target, stderr: ran.stderr };
}

const healthy = ({ target }: Probed): boolean => target.diagnosis?.class === 'health';

/** An authority, a server whose certificate it signed, and the file that makes a client trust it. */
async function certified(t: TestContext, name = 'mcp.test'): Promise<{ server: HostileServer; ca: string }> {
  const root = certificate({ name: 'Test Root', authority: true });
  const leaf = certificate({ name, by: root });
  const server = await serve(t, { secure: { cert: leaf.cert, key: leaf.key } });
  const ca = join(mkdtempSync(join(tmpdir(), 'ca-')), 'ca.pem');
  writeFileSync(ca, root.cert);
  return { server, ca };
}

describe('a forward proxy', () => {
  it('of HTTP_PROXY is sent the whole URL for http, as curl, Python and Go do, and needs no CONNECT', async (t) => {
    const [server, between] = [await serve(t), await proxy(t, { connect: 405 })];
    const probed = await probe([server.url], { HTTP_PROXY: between.url });
    assert.ok(healthy(probed), probed.target.diagnosis?.title);
    assert.deepEqual(new Set(between.asked.map((one) => one.split(' ')[1])), new Set([server.url]));
    assert.deepEqual(probed.target.route.proxy, { url: between.url, from: 'HTTP_PROXY' });
  });

  it('of HTTPS_PROXY opens a tunnel, and TLS is spoken with the server through it', async (t) => {
    const { server, ca } = await certified(t);
    const between = await proxy(t, { to: server.port });
    const probed = await probe(['https://mcp.test/mcp', '--ca', ca], { HTTPS_PROXY: between.url });
    assert.ok(healthy(probed), probed.target.diagnosis?.title);
    assert.deepEqual(new Set(between.asked), new Set(['CONNECT mcp.test:443']));
  });

  it('is named by --proxy before all variables, and by nobody with --proxy none', async (t) => {
    const [server, between] = [await serve(t), await proxy(t)];
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '*' };
    const { target } = await probe([server.url, '--proxy', between.url], env);
    assert.deepEqual(target.route.proxy, { url: between.url, from: '--proxy' });
    assert.ok(between.asked.length > 0);
    assert.ok(healthy(await probe([server.url, '--proxy', 'none'], { HTTP_PROXY: 'http://127.0.0.1:9' })));
  });

  it('is passed by where NO_PROXY names the host, and the report says by which entry', async (t) => {
    const server = await serve(t);
    const env = { http_proxy: 'http://127.0.0.1:9', no_proxy: `.example.com, 127.0.0.1:${server.port}` };
    const probed = await probe([server.url], env);
    assert.ok(healthy(probed));
    assert.deepEqual(probed.target.route.passed, { from: 'http_proxy', by: `127.0.0.1:${server.port}` });
  });

  it('gets its own credentials, which no output shows, and the server gets none of them', async (t) => {
    const { server, ca } = await certified(t);
    const [plain, between] = [await serve(t), await proxy(t)];
    const tunnel = await proxy(t, { to: server.port });
    const withUser = (url: string): string => url.replace('://', '://user:pr0xy-Secret-41@');
    for (const [args, env, through] of [
      [[plain.url], { HTTP_PROXY: withUser(between.url) }, between],
      [['https://mcp.test/mcp', '--ca', ca], { HTTPS_PROXY: withUser(tunnel.url) }, tunnel],
    ] as const) {
      const file = join(mkdtempSync(join(tmpdir(), 'route-')), 'recording.json');
      const ran = await run(
        ['probe', ...args, '--verbose', '--record', file, '--report', `har:${file}.har`],
        { env },
      );
      const recorded = await run(['check', file, '--json']);
      const pair = Buffer.from('user:pr0xy-Secret-41').toString('base64');
      assert.deepEqual(new Set(through.authorizations), new Set([`Basic ${pair}`]));
      for (const text of [ran.stdout, ran.stderr, recorded.stdout]) {
        assert.ok(!text.includes('pr0xy-Secret-41') && !text.includes(pair));
      }
    }
    for (const { head } of [...server.received]) assert.doesNotMatch(head, /proxy-authorization/i);
  });

  for (const [what, behaviour, id, blame] of [
    ['wants a password', { connect: 407 }, 'forward-proxy-asks-for-a-password', 'proxy'],
    ['opens no tunnel to that port', { connect: 403 }, 'forward-proxy-refuses-tunnel', 'proxy'],
    ['knows no CONNECT', { connect: 405 }, 'forward-proxy-refuses-tunnel', 'proxy'],
    ['does not reach the server', { connect: 502 }, 'forward-proxy-cannot-reach-server', 'proxy'],
  ] as const) {
    it(`that ${what} is blamed for it, at a tunnel`, async (t) => {
      const between = await proxy(t, behaviour);
      const { target, report } = await probe(['https://mcp.example.com/mcp', '--proxy', between.url]);
      assert.equal(target.diagnosis?.id, id);
      assert.deepEqual(target.diagnosis?.blame.includes(blame), true);
      assert.match(target.diagnosis?.title ?? '', new RegExp(`the proxy ${between.url}`));
      assert.equal(report.exitCode, 3);
      assert.deepEqual(between.asked, ['CONNECT mcp.example.com:443']);
    });
  }

  for (const [answers, id] of [
    [407, 'forward-proxy-asks-for-a-password'],
    [502, 'forward-proxy-cannot-reach-server'],
    [403, 'forward-proxy-answers-itself'],
  ] as const) {
    it(`that answers ${answers} in place of the server is blamed for it, in plain HTTP`, async (t) => {
      const between = await proxy(t, { answers });
      const { target } = await probe(['http://mcp.example.com/mcp', '--proxy', between.url]);
      assert.equal(target.diagnosis?.id, id);
      assert.ok(target.diagnosis?.blame.includes('proxy'));
    });
  }

  it('that nobody runs is named with the variable that names it', async () => {
    const { target } = await probe(['https://mcp.example.com/mcp'], { https_proxy: '127.0.0.1:9' });
    assert.equal(target.diagnosis?.id, 'forward-proxy-unreachable');
    assert.match(target.diagnosis?.do[0]?.step ?? '', /https_proxy/);
  });

  it('in the way to this machine itself is the fault of NO_PROXY', async (t) => {
    const between = await proxy(t, { answers: 503 });
    const { target } = await probe(['http://localhost:4402/mcp'], { HTTP_PROXY: between.url });
    assert.equal(target.diagnosis?.id, 'loopback-through-proxy');
    assert.deepEqual(target.diagnosis?.blame, ['configuration']);
    assert.match(target.diagnosis?.do[0]?.step ?? '', /NO_PROXY=localhost,127\.0\.0\.1,::1/);
  });
});

describe('the route that was asked for', () => {
  it('--resolve leads a name elsewhere, with its own Host and its own certificate', async (t) => {
    const { server, ca } = await certified(t);
    const to = `mcp.test:${server.port}:127.0.0.1`;
    const probed = await probe([`https://mcp.test:${server.port}/mcp`, '--ca', ca, '--resolve', to]);
    assert.ok(healthy(probed), probed.target.diagnosis?.title);
    assert.match(server.received[0]?.head ?? '', new RegExp(`^host: mcp\\.test:${server.port}\\r$`, 'im'));
    assert.deepEqual(probed.target.route.resolve, [to]);
  });

  it('--family tries one family of a name and not the other', async (t) => {
    const six = await serve(t, { host: '::1' });
    const to = `two.test:${six.port}:127.0.0.1,[::1]`;
    const ask = (family: string) =>
      probe([`http://two.test:${six.port}/mcp`, '--resolve', to, '--family', family]);
    assert.ok(healthy(await ask('6')));
    assert.equal((await ask('4')).target.diagnosis?.id, 'nothing-listens');
  });

  it('--insecure checks no certificate and sends no credentials, and says so; said twice it sends them', async (t) => {
    const server = await serve(t, { secure: true });
    const args = [server.url, '-H', 'Authorization: Bearer example-token-0123456789'];
    const once = await probe([...args, '--insecure']);
    assert.ok(healthy(once), once.target.diagnosis?.title);
    assert.ok(server.received.every(({ head }) => !/authorization/i.test(head)));
    assert.deepEqual([once.target.route.insecure, once.target.route.withheld], [true, true]);
    const page = await run(['probe', ...args, '--insecure', '--quick']);
    assert.match(page.stdout, /certificates were not checked \(--insecure\); no\s+credentials were sent/);
    server.received.length = 0;
    const twice = await probe([...args, '--insecure', '--insecure']);
    assert.ok(server.received.some(({ head }) => /^authorization: Bearer example/im.test(head)));
    assert.equal(twice.target.route.withheld, false);
  });

  for (const [args, says] of [
    [['--ca', 'package.json'], /there is no certificate in this file/],
    [['--resolve', '127.0.0.1:80:127.0.0.2'], /like example\.com:443:127\.0\.0\.1/],
    [['--family', '5'], /Allowed choices are 4, 6/],
    [['--proxy', 'socks5://127.0.0.1:9'], /this proxy cannot be used/],
  ] as const) {
    it(`${args.join(' ')} is wrong usage`, async () => {
      const { code, stderr } = await run(['probe', 'http://127.0.0.1:9/mcp', ...args]);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });
  }
});
