import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TlsOptions } from 'node:tls';
import type { Report, TargetReport } from '../src/model.js';
import { type Certified, certificate } from './certificates.js';
import { plainMcp } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { listen, portOf } from './hostile/server.js';

const root = certificate({ name: 'Test Root', authority: true });
const between = certificate({ name: 'Test Between', authority: true, by: root });
const ca = join(mkdtempSync(join(tmpdir(), 'tls-')), 'ca.pem');
writeFileSync(ca, root.cert);

/** As a server shows it, with those that are sent beside it. */
function shown(leaf: Certified, ...others: Certified[]): TlsOptions {
  return { cert: [leaf, ...others].map(({ cert }) => cert).join(''), key: leaf.key };
}

interface Tried {
  target: TargetReport;
  connections: number;
  requests: number;
}

async function tried(
  t: TestContext,
  secure: TlsOptions,
  { scheme = 'https', trusting = true }: { scheme?: string; trusting?: boolean } = {},
): Promise<Tried> {
  const server = await listen(plainMcp, { secure });
  t.after(() => server.close());
  const url = `${scheme}://mcp.test:${server.port}/mcp`;
  const to = ['--resolve', `mcp.test:${server.port}:127.0.0.1`];
  const args = [...to, ...(trusting ? ['--ca', ca] : []), '--timeout', '5s', '--quick', '--json'];
  const ran = await run(['probe', url, ...args]);
  const [target] = (JSON.parse(ran.stdout) as Report).targets;
  assert.ok(target !== undefined);
  return { target, connections: server.connections(), requests: server.received.length };
}

const good = certificate({ name: 'mcp.test', by: root });

describe('what TLS can be wrong in has a sentence, a fault and a fix of its own', () => {
  it('an authority that is trusted, with one between, connects', async (t) => {
    const leaf = certificate({ name: 'mcp.test', by: between });
    const { target } = await tried(t, shown(leaf, between));
    assert.equal(target.diagnosis?.class, 'health', target.diagnosis?.title);
  });

  const cases: [what: string, secure: TlsOptions, id: string, code: RegExp, trusting?: boolean][] = [
    [
      'expired',
      shown(certificate({ name: 'mcp.test', by: root, from: -3, until: -2 })),
      'tls-expired',
      /CERT_HAS_EXPIRED/,
    ],
    [
      'not yet valid',
      shown(certificate({ name: 'mcp.test', by: root, from: 2, until: 3 })),
      'tls-not-yet-valid',
      /CERT_NOT_YET_VALID/,
    ],
    ['for another name', shown(certificate({ name: 'other.test', by: root })), 'tls-wrong-name', /ALTNAME/],
    ['signed by itself', shown(certificate({ name: 'mcp.test' })), 'tls-self-signed', /DEPTH_ZERO/],
    ['of an unknown authority', shown(good), 'tls-untrusted', /LEAF_SIGNATURE/, false],
    ['of an unknown authority that is shown', shown(good, root), 'tls-untrusted', /IN_CHAIN/, false],
    [
      'without the one between',
      shown(certificate({ name: 'mcp.test', by: between, issuerUrl: 'http://ca.test/between.crt' })),
      'tls-chain-incomplete',
      /LEAF_SIGNATURE/,
    ],
  ];
  for (const [what, secure, id, code, trusting = true] of cases) {
    it(`a certificate ${what}: one handshake, of the probe itself, tells all of it`, async (t) => {
      const { target, connections, requests } = await tried(t, secure, { trusting });
      assert.equal(target.diagnosis?.id, id);
      const tls = target.network?.addresses[0]?.tls;
      assert.match(tls?.distrust ?? '', code);
      assert.ok((tls?.certificate?.names.length ?? 0) > 0);
      assert.deepEqual([connections, requests], [1, 0]);
    });
  }

  it('only TLS 1.1', async (t) => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    assert.equal((await tried(t, { ...shown(good), ...old })).target.diagnosis?.id, 'tls-version-too-old');
  });

  it('a certificate of the client is asked for', async (t) => {
    const asking = { ...shown(good), requestCert: true, rejectUnauthorized: true, ca: root.cert };
    const { target } = await tried(t, asking);
    assert.equal(target.diagnosis?.id, 'tls-client-certificate-wanted', target.diagnosis?.detail);
  });

  it('plain HTTP on a port of which the URL says https', async (t) => {
    const plain = createServer((_request, response) => response.end());
    const port = await portOf(plain);
    t.after(() => plain.close());
    const ran = await run(['probe', `https://127.0.0.1:${port}/mcp`, '--quick', '--json']);
    assert.equal((JSON.parse(ran.stdout) as Report).targets[0]?.diagnosis?.id, 'tls-not-spoken');
  });

  it('TLS on a port of which the URL says http', async (t) => {
    const { target } = await tried(t, shown(good), { scheme: 'http' });
    assert.equal(target.diagnosis?.id, 'http-on-tls-port', target.diagnosis?.detail);
    assert.match(target.diagnosis?.do[0]?.step ?? '', /https:\/\/mcp\.test:\d+\/mcp$/);
  });

  it('a wrong name is refused again on the next connection: no channel is taken up again unchecked', async (t) => {
    const server = await listen(plainMcp, {
      secure: { ...shown(certificate({ name: 'other.test', by: root })), maxVersion: 'TLSv1.2' },
    });
    t.after(() => server.close());
    const to = ['--resolve', `mcp.test:${server.port}:127.0.0.1`, '--ca', ca];
    await run(['probe', `https://mcp.test:${server.port}/mcp`, ...to, '--repeat', '3', '--quick']);
    assert.ok(server.connections() > 1);
    assert.equal(server.received.length, 0);
  });
});
