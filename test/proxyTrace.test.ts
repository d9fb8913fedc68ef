import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { NetworkTrace, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { certificate } from './certificates.js';
import { type ForwardProxy, type ProxyBehaviour, startProxy } from './forwardProxy.js';
import { plainMcp } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** A server of TLS at mcp.test, the file that makes a client trust it, and a proxy that leads to it. */
async function behind(t: TestContext, behaviour: ProxyBehaviour = {}) {
  const root = certificate({ name: 'Test Root', authority: true });
  const leaf = certificate({ name: 'mcp.test', by: root });
  const server = await listen(plainMcp, { secure: { cert: leaf.cert, key: leaf.key } });
  const between = await startProxy({ to: server.port, ...behaviour });
  t.after(() => between.close());
  t.after(() => server.close());
  const ca = join(mkdtempSync(join(tmpdir(), 'ca-')), 'ca.pem');
  writeFileSync(ca, root.cert);
  return { server, between, ca };
}

const QUICK = ['--repeat', '1', '--client', 'claude-code'];

async function traced(between: ForwardProxy, args: string[]): Promise<NetworkTrace> {
  const env = { HTTPS_PROXY: `http://example-user:example-password@127.0.0.1:${between.port}` };
  const { stdout } = await run([...args, '--json'], { env });
  const report = JSON.parse(stdout) as Report;
  if (args[0] === 'probe') assert.ok(isReport(report), JSON.stringify(isReport.errors));
  assert.doesNotMatch(stdout, /example-password/);
  const network = report.targets[0]?.network;
  assert.ok(network, 'there is a trace');
  return network;
}

describe('the trace through a forward proxy', () => {
  it('is that of the proxy, its answer to CONNECT, and TLS with the server, each seen once in the run itself', async (t) => {
    const { server, between, ca } = await behind(t);
    const url = 'https://mcp.test/mcp';
    const { host, port, lookup, addresses, through } = await traced(between, [
      'triage',
      url,
      '--ca',
      ca,
      ...QUICK,
    ]);
    assert.deepEqual([host, port, lookup.from], ['127.0.0.1', between.port, 'url']);
    assert.deepEqual(
      addresses.map(({ address, failure }) => [address, failure]),
      [['127.0.0.1', null]],
    );
    assert.deepEqual([through?.host, through?.port, through?.connect?.failure], ['mcp.test', 443, null]);
    assert.equal(through?.tls?.version, 'TLSv1.3');
    assert.equal(through?.tls?.distrust, null);
    // Whatever looked at it again would have opened a tunnel that carries no request.
    assert.equal(between.asked.length, server.connections());
    assert.ok(server.received.length >= server.connections(), 'each tunnel carried a request');
  });

  it('says why the proxy opens no tunnel, and sends CONNECT no second time for it', async (t) => {
    const { between } = await behind(t, { connect: 407 });
    const { through } = await traced(between, ['probe', 'https://mcp.test/mcp', '--quick']);
    assert.equal(through?.connect?.failure, 'CONNECT_407');
    assert.equal(through?.tls, null);
    assert.equal(between.asked.length, 1);
  });

  it('shows the certificate of the server that nobody trusts, on the page too', async (t) => {
    const { between } = await behind(t);
    const args = ['https://mcp.test/mcp', '--proxy', between.url];
    const { stdout } = await run(['triage', ...args, ...QUICK]);
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /way proxy 127\.0\.0\.1:\d+ \(in the URL, [\d.]+ ms\): 127\.0\.0\.1 is open in [\d.]+ ms; CONNECT mcp\.test:443 accepted in [\d.]+ ms; TLSv1\.3, certificate until \S+, \w+ in \d/,
    );
    assert.match(
      (await run(['probe', ...args, '--quick'])).stdout,
      /^ {2}below {2}certificate for mcp\.test,/m,
    );
  });

  it('in plain HTTP says that the proxy is sent the whole URL', async (t) => {
    const server = await listen(plainMcp);
    t.after(() => server.close());
    const between = await startProxy();
    t.after(() => between.close());
    const { stdout } = await run(['triage', server.url, '--proxy', between.url, ...QUICK]);
    assert.match(stdout.replace(/\s+/g, ' '), /; it is sent the whole URL of 127\.0\.0\.1:\d+ /);
  });
});
