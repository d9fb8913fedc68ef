import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createServer as createTls } from 'node:tls';
import { packageRoot } from '../packageRoot.js';
import { addressesIn, lookUp, type Names } from './lookup.js';
import { traceNetwork } from './trace.js';

const pem = (name: string): Buffer =>
  readFileSync(join(packageRoot, 'test', 'hostile', `test-only-${name}.pem`));

/** A hosts file and no resolver. */
const written = (hosts: string): Names => ({ hosts: async () => hosts, resolver: silent() });

/** Never answers, until it is given up. */
function silent(): Names['resolver'] {
  const pending: ((error: Error) => void)[] = [];
  const never = (): Promise<string[]> => new Promise((_, reject) => pending.push(reject));
  const given = Object.assign(new Error('given up'), { code: 'ECANCELLED' });
  return { resolve4: never, resolve6: never, cancel: () => pending.forEach((reject) => void reject(given)) };
}

async function listening(t: TestContext, server: Server, host: string, port = 0): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const both = written('127.0.0.1 two.test\n::1 two.test # the other family');

describe('the network trace', () => {
  it('tells the family that nothing listens on from the one that is served', async (t) => {
    const port = await listening(t, createServer(), '127.0.0.1');
    const { lookup, addresses } = await traceNetwork(`http://two.test:${port}/mcp`, {
      timeoutMs: 2000,
      names: both,
    });
    assert.equal(lookup.from, 'hosts-file');
    assert.deepEqual(
      addresses.map(({ address, family, failure }) => [address, family, failure]),
      [
        ['127.0.0.1', 4, null],
        ['::1', 6, 'ECONNREFUSED'],
      ],
    );
  });

  it('the other way round as well, and where both are served', async (t) => {
    const port = await listening(t, createServer(), '::1');
    const failures = async () =>
      (await traceNetwork(`http://two.test:${port}/`, { timeoutMs: 2000, names: both })).addresses.map(
        ({ failure }) => failure,
      );
    assert.deepEqual(await failures(), ['ECONNREFUSED', null]);
    await listening(t, createServer(), '127.0.0.1', port);
    assert.deepEqual(await failures(), [null, null]);
  });

  it('sends nothing, and connects to each address once', async (t) => {
    let connections = 0;
    let bytes = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('data', (chunk) => (bytes += chunk.length)).on('error', () => {});
    });
    const port = await listening(t, server, '127.0.0.1');
    await traceNetwork(`http://127.0.0.1:${port}/mcp`, { timeoutMs: 2000 });
    assert.deepEqual([connections, bytes], [1, 0]);
  });

  it('reads a certificate that nobody signed, and says what a client says of it', async (t) => {
    const server = createTls({ cert: pem('cert'), key: pem('key') });
    const port = await listening(t, server, '127.0.0.1');
    const { addresses } = await traceNetwork(`https://two.test:${port}/`, {
      timeoutMs: 2000,
      names: written('127.0.0.1 two.test'),
    });
    const tls = addresses[0]?.tls;
    assert.deepEqual([tls?.failure, tls?.distrust], [null, 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    assert.deepEqual(tls?.certificate?.names, ['localhost', '127.0.0.1']);
    assert.equal(tls?.certificate?.until, '2120-01-01T00:00:00.000Z');
    assert.match(tls?.version ?? '', /^TLSv1\.[23]$/);
  });

  it('tells that no TLS is spoken on a port, and that one cuts the connection', async (t) => {
    const plain = createServer((socket) =>
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    const port = await listening(t, plain, '127.0.0.1');
    const { addresses } = await traceNetwork(`https://127.0.0.1:${port}/`, { timeoutMs: 2000 });
    assert.match(addresses[0]?.tls?.failure ?? '', /^(ERR_SSL_|EPROTO)/);
    const cutting = createServer((socket) => socket.on('error', () => {}).resetAndDestroy());
    const other = await listening(t, cutting, '127.0.0.1');
    const cut = await traceNetwork(`https://127.0.0.1:${other}/`, { timeoutMs: 2000 });
    assert.match(cut.addresses[0]?.tls?.failure ?? cut.addresses[0]?.failure ?? '', /ECONNRESET|CLOSED/);
  });

  it('gives up a resolver that never answers', async () => {
    const began = performance.now();
    const { lookup, addresses } = await lookUp('nowhere.test', { timeoutMs: 30, names: written('') });
    assert.deepEqual(lookup.failed, { ipv4: 'ECANCELLED', ipv6: 'ECANCELLED' });
    assert.deepEqual(addresses, []);
    assert.ok(performance.now() - began < 2000);
  });

  it('reads a hosts file as the system does', () => {
    const hosts = '# 127.0.0.9 a.test\n127.0.0.1\ta.test B.test\r\n::1 localhost a.test\nnonsense a.test\n';
    assert.deepEqual(addressesIn(hosts, 'a.test'), ['127.0.0.1', '::1']);
    assert.deepEqual(addressesIn(hosts, 'b.TEST'), ['127.0.0.1']);
    assert.deepEqual(addressesIn(hosts, 'c.test'), []);
  });
});
