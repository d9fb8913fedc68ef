import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PROBE_HEADERS } from '../src/learn/recordedMerging.js';
import type { ClientProfile, HeaderLine } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { assertCalm } from './hostile/orderly.js';
import { type Ran, runAlone } from './hostile/run.js';

type Module = typeof import('./realClients/index.mjs');

const file = join(packageRoot, 'test', 'realClients', 'index.mjs');
const { clients } = (await import(pathToFileURL(file).href)) as Module;

async function connect(name: string, url: string, headers: readonly HeaderLine[] = []): Promise<void> {
  const client = clients.find((one) => one.name === name);
  assert.ok(client);
  await client.connect(url, headers);
}

/** Runs `clients record`, does something when the server is there, and presses Ctrl-C unless told not to. */
function recording(
  args: string[],
  visit: (origin: string) => Promise<void>,
  signal: NodeJS.Signals | null = 'SIGINT',
): Promise<Ran> {
  let said = '';
  let visited = false;
  const during = (child: ChildProcess): void => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const origin = /Recording at (http:\/\/127\.0\.0\.1:\d+)\/mcp/.exec(said)?.[1];
      if (visited || origin === undefined || !said.includes('X-Mcp-Accept-Probe')) return;
      visited = true;
      void visit(origin).finally(() => signal !== null && child.kill(signal));
    });
  };
  return runAlone(['clients', 'record', ...args], { during });
}

async function folder(test: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'mcp-accept-recorded-'));
  test.after(() => rm(dir, { recursive: true }));
  return dir;
}

describe('clients record writes the profile of a live client', { concurrency: 3 }, () => {
  it('to a file, with what its further servers taught, and no credential anywhere', async (test) => {
    const output = join(await folder(test), 'profile.json');
    const args = [
      '--output',
      output,
      '--client',
      'an-sdk',
      '--client-version',
      '1.32.2',
      '--title',
      'An SDK',
    ];
    const ran = await recording(args, async (origin) => {
      await connect('sdk 1.32.2', `${origin}/mcp`, [['Authorization', 'Bearer canary-4242-secret']]);
      await connect('sdk 1.32.2', `${origin}/headers/mcp`, PROBE_HEADERS);
      await assert.rejects(connect('sdk 1.32.2', `${origin}/initialized-400-json-rpc/mcp`));
    });
    assert.equal(ran.code, 0, ran.stderr);
    assertCalm(ran);
    const text = await readFile(output, 'utf8');
    assert.doesNotMatch(text + ran.stdout + ran.stderr, /canary/);
    const profile = JSON.parse(text) as ClientProfile;
    assert.equal(profile.id, 'an-sdk@1.32.2');
    assert.equal(profile.title, 'An SDK');
    assert.deepEqual(
      profile.legacy.map(({ name }) => name),
      ['initialize', 'initialized', 'get', 'tools/list', 'delete'],
    );
    assert.deepEqual(profile.configured['accept'], {
      initialize: 'ignored',
      post: 'ignored',
      get: 'ignored',
      delete: 'replaced',
    });
    assert.equal(profile.configured['mcp-protocol-version']?.post, 'after');
    assert.deepEqual(profile.reactions.initializedFatal, [{ status: ['4xx'] }]);
    assert.ok(profile.assumed?.includes('protocolVersions'));
    assert.match(ran.stderr, /POST \/mcp initialize 200 \(Accept: application\/json, text\/event-stream\)/);
    assert.match(
      ran.stderr,
      /claude mcp add --scope project --transport http recorder http:\/\/127\.0\.0\.1:\d+\/mcp/,
    );
    assert.match(ran.stderr, /the profile an-sdk@1\.32\.2 is in .*profile\.json: initialize, initialized/);
  });

  it('to stdout, alone there, by itself when the client has been quiet', async () => {
    const ran = await recording(
      ['--quiet', '1'],
      (origin) => connect('client 2.4.0, auto', `${origin}/mcp`),
      null,
    );
    assert.equal(ran.code, 0, ran.stderr);
    const profile = JSON.parse(ran.stdout) as ClientProfile;
    assert.equal(profile.id, 'real-client@1.0.0');
    assert.equal(profile.legacy[0]?.name, 'discover');
    assert.deepEqual(profile.configured, { '*': {} });
    assert.ok(profile.assumed?.includes('modern'));
    assert.match(
      ran.stderr,
      /not observed, so assumed as with most clients: modern, configured, discoverFatal/,
    );
    assert.match(ran.stderr, /still to be learned, .*:\n(.*\n)* {2}\/modern\/mcp .*2026-07-28/);
  });

  it('to stdout where the file cannot be written, with an error that says why', async (test) => {
    const output = join(await folder(test), 'missing', 'profile.json');
    const ran = await recording(['--output', output], (origin) => connect('sdk 1.12.3', `${origin}/mcp`));
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /error: the file cannot be written\n.*where: .*\n.*found: ENOENT/);
    assert.equal((JSON.parse(ran.stdout) as ClientProfile).client, 'real-client');
  });
});

describe('clients record says why nothing was written', { concurrency: 3 }, () => {
  it('when Ctrl-C comes before any client', async (test) => {
    const output = join(await folder(test), 'profile.json');
    const ran = await recording(['--output', output], async () => {});
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /error: the client said no hello/);
    assert.match(ran.stderr, /do: .*give the client the URL/);
    await assert.rejects(readFile(output));
    assertCalm(ran);
  });

  it('when the plain server was configured with the headers of the other', async () => {
    const ran = await recording([], (origin) => connect('sdk 1.32.2', `${origin}/mcp`, PROBE_HEADERS));
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /error: the plain URL was configured with headers/);
    assert.equal(ran.stdout, '');
  });

  it('when the port is taken', async (test) => {
    const holder = createServer().listen(0, '127.0.0.1');
    test.after(() => holder.close());
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ran = await runAlone(['clients', 'record', '--port', String(port)]);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /error: the port cannot be had\n.*where: --port \d+\n.*found: EADDRINUSE/);
  });
});
