import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { profileOf } from '../src/learn/profileOf.js';
import type { HeaderLine, TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { learnedFrom } from '../src/tap/learned.js';
import { clients } from './recording.js';
import type { Running, ServerModule } from './servers/index.mjs';
import { tapped } from './tapping.js';

const running: Running[] = [];
after(() => Promise.all(running.map(({ close }) => close())));

async function realServer(name: string): Promise<string> {
  const module = await import(pathToFileURL(join(packageRoot, 'test', 'servers', `${name}.mjs`)).href);
  const server = await (module as ServerModule).start();
  running.push(server);
  return server.url;
}

async function persona(name: string): Promise<string> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), name));
  running.push(server);
  return server.url;
}

function failing({ findings }: TargetReport): string[] {
  return [...new Set(findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule))];
}

describe('real clients through the tap', () => {
  for (const client of clients) {
    it(`${client.name} connects as it does without it, and nothing is held against anybody`, {
      skip: client.skip,
    }, async () => {
      const { target } = await tapped(await realServer('sdk-stateful-sse'), (at) => client.connect(at, []));
      assert.equal(target.diagnosis?.id, 'health-tapped');
      assert.deepEqual(failing(target), []);
    });
  }

  it('a version that is pinned in its entry is the fault of the client, not of the server', async () => {
    const url = await realServer('sdk-stateful-sse');
    const pinned: HeaderLine[] = [['MCP-Protocol-Version', '2025-03-26']];
    const client = clients.find(({ name }) => name === 'sdk 1.32.2');
    assert.ok(client);
    const { target, report } = await tapped(url, (at) => client.connect(at, pinned).catch(() => {}));
    assert.equal(target.diagnosis?.id, 'tapped-client-refused');
    assert.deepEqual(target.diagnosis.blame, ['client']);
    assert.ok(failing(target).includes('version-header-doubled'));
    assert.equal(report.exitCode, 1);
  });

  it('two clients at once are told apart', async () => {
    const url = await realServer('sdk-stateful-sse');
    const [one, other] = clients;
    assert.ok(one && other);
    const { target } = await tapped(url, (at) => Promise.all([one.connect(at, []), other.connect(at, [])]));
    assert.equal(target.traffic?.conversations.length, 2);
    assert.ok(target.traffic.conversations.every(({ works }) => works));
    assert.deepEqual(failing(target), []);
  });
});

describe('what is said of the server', () => {
  it('a server that refuses everybody is to blame, not the client', async () => {
    const url = await persona('406-everywhere');
    const [client] = clients;
    const { target } = await tapped(
      url,
      (at) => client?.connect(at, []).catch(() => {}) ?? Promise.resolve(),
    );
    assert.ok(target.diagnosis?.blame.includes('server'), target.diagnosis?.id);
  });
});

describe('what a tap keeps', () => {
  const CANARY = 'kanarie-7f3a9c51e2b84d60';

  it('no credential, no argument and no result of a call, wherever they went', async () => {
    const url = await persona('lenient');
    const { recording, report } = await tapped(url, async (at) => {
      const session = {
        'x-custom': `${CANARY}-custom`,
        authorization: `Bearer ${CANARY}`,
        cookie: `a=${CANARY}-cookie`,
      };
      await post(
        at,
        { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x', arguments: { text: CANARY } } },
        session,
      );
      await post(
        `${at}?api_key=${CANARY}&code=${CANARY}`,
        { jsonrpc: '2.0', id: CANARY, method: 'tools/list' },
        session,
      );
      await post(at.replace('/mcp', '/token'), { refresh_token: CANARY }, session);
      await post(at.replace('/mcp', `/callback?state=${CANARY}`), {}, { ...session, 'x-api-key': CANARY });
    });
    assert.equal(recording.flows.flatMap(({ exchanges }) => exchanges).length, 4);
    const all = JSON.stringify([recording, report]);
    assert.ok(
      !all.includes(CANARY),
      all.slice(Math.max(0, all.indexOf(CANARY) - 300), all.indexOf(CANARY) + 60),
    );
    assert.deepEqual(recording.target.credentials.sort(), ['authorization', 'cookie', 'x-api-key']);
  });

  it('the profile of the client, as a recorder would have it', async () => {
    const url = await realServer('sdk-stateful-sse');
    const client = clients.find(({ name }) => name === 'sdk 1.32.2');
    assert.ok(client);
    const { recording } = await tapped(url, (at) => client.connect(at, [['X-Tenant', 'somebody']]));
    const { profile } = profileOf(learnedFrom(recording, null), {
      client: 'learnt',
      version: '1.0.0',
      title: null,
      formats: [],
      date: '2026-11-30',
      by: 'a test',
    });
    const known = JSON.parse(
      await readFile(join(packageRoot, 'rules', 'clients', 'modelcontextprotocol-sdk@1.32.2.json'), 'utf8'),
    ) as typeof profile;
    assert.deepEqual(
      profile.legacy.map(({ name }) => name).filter((name) => name !== 'delete'),
      known.legacy.map(({ name }) => name).filter((name) => name !== 'delete'),
    );
    assert.ok(!JSON.stringify(profile).includes('somebody'));
  });
});

function post(url: string, body: unknown, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent: false,
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
    });
    sent.on('response', (response) => response.resume().on('end', resolve));
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
