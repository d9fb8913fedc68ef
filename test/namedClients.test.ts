import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { ClientReport, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith } from './fixing.js';
import { assertCalm } from './hostile/orderly.js';
import type { Ran, RunOptions } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { personaOf } from './replaying.js';

async function serving(test: TestContext, persona: object = {}): Promise<RunningServer> {
  const server = await startServer(personaOf(persona));
  test.after(() => server.close());
  return server;
}

async function asked(args: string[], options: RunOptions = {}): Promise<Ran & { clients: ClientReport[] }> {
  const ran = await run([...args, '--format', 'json'], options);
  assertCalm(ran);
  const { targets } = JSON.parse(ran.stdout) as Report;
  return { ...ran, clients: targets[0]?.clients ?? [] };
}

/** The profile of a client that does not exist, in a file: Cline's, but for its name. */
async function ownProfile(test: TestContext): Promise<string> {
  const text = await readFile(join(packageRoot, 'rules', 'clients', 'cline@3.0.65.json'), 'utf8');
  const profile = { ...JSON.parse(text), id: 'mine@1.0.0', client: 'mine', title: 'Mine' };
  profile.versions = { from: '1.0.0', to: null };
  const folder = folderWith(test, {
    'mine.json': JSON.stringify(profile),
    'other.json': '{"id":"mine@1.0.0"}',
  });
  return folder.at('mine.json');
}

describe('a client that is named', () => {
  it('is replayed although it opens two GET streams', async (test) => {
    const { url } = await serving(test);
    const { clients } = await asked(['clients', url, '--client', 'mcp-remote']);
    assert.deepEqual(
      [clients[0]?.client, clients[0]?.connects, clients[0]?.yours],
      ['mcp-remote', true, true],
    );
    const all = await asked(['clients', url]);
    const bridge = all.clients.find(({ client }) => client === 'mcp-remote');
    assert.match(bridge?.because ?? '', /only with --thorough, or where it is named/);
  });

  it('may have a profile of the user alone', async (test) => {
    const { url } = await serving(test);
    const file = await ownProfile(test);
    const alone = await asked(['clients', url, '--profile', file]);
    assert.deepEqual(
      alone.clients.map(({ client, connects, yours }) => [client, connects, yours]),
      [['mine', true, true]],
    );
    const among = await asked(['probe', url, '--quick', '--clients', '--profile', file]);
    assert.ok(among.clients.length > 10);
    assert.deepEqual(
      among.clients.filter(({ yours }) => yours).map(({ client }) => client),
      ['mine'],
    );
  });

  it('of a file that is no profile is a mistake that is named', async (test) => {
    const file = await ownProfile(test);
    const ran = await run(['clients', 'http://127.0.0.1:9/mcp', '--profile', file.replace('mine', 'other')]);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /error: this is no client profile\n.*where: .*other\.json\n.*found: .*required/);
  });
});

describe('a run of clients that is stopped', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`by ${signal} says what is known, and exits with 130: at a server whose GET is silent`, async (test) => {
      const server = await serving(test, { get: 'hang' });
      const during: RunOptions['during'] = (child) => {
        const timer = setInterval(() => {
          if (!server.received.some(({ method }) => method === 'GET')) return;
          clearInterval(timer);
          child.kill(signal);
        }, 20);
      };
      const { code, clients } = await asked(['clients', server.url], { during });
      assert.equal(code, 130);
      assert.ok(clients.length > 10);
      assert.ok(clients.some(({ outcome }) => outcome === 'interrupted'));
    });
  }
});
