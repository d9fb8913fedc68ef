import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it, type TestContext } from 'node:test';
import { type ReceivedRequest, type RunningServer, startServer } from '../src/demo/server.js';
import type { HeaderLine, Recording } from '../src/model.js';
import { http, named, probe, reported, serve, withServers } from './configuring.js';
import { folderWith } from './fixing.js';
import { echo } from './hostile/echo.js';
import { run } from './hostile/runHere.js';
import { personaOf } from './replaying.js';

let healthy: RunningServer;
before(async () => {
  healthy = await startServer(personaOf({ accept: 'strict' }));
});
after(() => healthy.close());

async function serving(test: TestContext, persona: object): Promise<RunningServer> {
  const server = await startServer(personaOf(persona));
  test.after(() => server.close());
  return server;
}

const ENV = { KEY: 'key-of-the-environment', TOKEN: 'token-of-the-environment', HOST_PART: '127.0.0.1' };
const EXPECTED: HeaderLine[] = [
  ['x-key', ENV.KEY],
  ['x-plain', 'as written'],
  ['authorization', `Bearer ${ENV.TOKEN}`],
];
const headersIn = (key: string, token: string): object => ({
  'X-Key': key,
  'X-Plain': 'as written',
  Authorization: `Bearer ${token}`,
});

/** Each client's file, and how one that is like the others is written in it. */
const FILES: Record<string, { path: string; text: (url: string) => string; client: string | null }> = {
  'Claude Code': {
    path: '.mcp.json',
    client: 'claude-code',
    text: (url) => {
      const expanded = url.replace('127.0.0.1', '${HOST_PART}');
      const api = http(expanded, { headers: headersIn('${KEY}', '${TOKEN:-other}') });
      return JSON.stringify({ mcpServers: { api } });
    },
  },
  'VS Code': {
    path: '.vscode/mcp.json',
    client: 'vscode',
    text: (url) => {
      const api = { url, headers: headersIn('${env:KEY}', '${env:TOKEN}') };
      return `{ // mine\n "servers": { "api": ${JSON.stringify(api)}, }, }`;
    },
  },
  Codex: {
    path: '.codex/config.toml',
    client: 'codex',
    text: (url) =>
      `[mcp_servers.api]\nurl = "${url}"\nbearer_token_env_var = "TOKEN"\nhttp_headers = { X-Plain = "as written" }\nenv_http_headers = { X-Key = "KEY" }\n`,
  },
  Gemini: {
    path: '.gemini/settings.json',
    client: 'gemini-cli',
    text: (httpUrl) => {
      const api = { httpUrl, headers: headersIn('$KEY', '${TOKEN}') };
      return JSON.stringify({ mcpServers: { api } });
    },
  },
  opencode: {
    path: 'opencode.json',
    client: 'opencode',
    text: (url) => {
      const api = { type: 'remote', url, headers: headersIn('{env:KEY}', '{env:TOKEN}') };
      return JSON.stringify({ mcp: { api } });
    },
  },
  Cursor: {
    path: '.cursor/mcp.json',
    client: null,
    text: (url) =>
      JSON.stringify({ mcpServers: { api: { url, headers: headersIn('${env:KEY}', '${env:TOKEN}') } } }),
  },
};

function linesOf({ headers }: ReceivedRequest, expected: readonly HeaderLine[]): HeaderLine[] {
  const lower = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  return expected.flatMap(([name]) => lower.filter(([own]) => own === name));
}

describe('the headers of a configuration reach the server as its client expands them', {
  concurrency: 2,
}, () => {
  for (const [title, { path, text, client }] of Object.entries(FILES)) {
    it(title, async (test) => {
      const server = await serving(test, { accept: 'strict', auth: { token: ENV.TOKEN } });
      const folder = folderWith(test, { [path]: text(server.url) });
      const report = await reported(folder, ['--config', path, '--quick'], { env: ENV });
      assert.equal(report.exitCode, 0, JSON.stringify(report.targets[0]?.notJudged));
      const [mine] = named(report, 'api').clients ?? [];
      assert.deepEqual(
        mine === undefined ? null : [mine.client, mine.connects],
        client === null ? null : [client, true],
      );
      // The no-auth cell alone leaves out what is secret; the documents about the server are open to all.
      const endpoint = server.received.filter(({ path: asked }) => asked === '/mcp');
      const bare = endpoint.filter((request) => linesOf(request, EXPECTED.slice(2)).length === 0);
      assert.ok(bare.length > 0 && bare.length < endpoint.length / 2, `${bare.length} of ${endpoint.length}`);
      for (const request of endpoint) {
        const expected = bare.includes(request) ? EXPECTED.slice(1, 2) : EXPECTED;
        assert.deepEqual(linesOf(request, EXPECTED), expected);
      }
    });
  }
});

describe('a pinned MCP-Protocol-Version', { concurrency: 2 }, () => {
  const pinned = { headers: { 'MCP-Protocol-Version': '2025-06-18' } };

  it('keeps the client from a server that is fine: the headline says so, and the fix is proved', async (test) => {
    const folder = withServers(test, { api: http(healthy.url, pinned) });
    const ran = await probe(folder, ['--quick']);
    assert.equal(ran.code, 1);
    const said = ran.stdout.replace(/\s+/g, ' ');
    assert.match(said, /^✗ Claude Code does not connect: notifications\/initialized carries/);
    assert.match(said, /the server is not at fault\. do 1\. remove "MCP-Protocol-Version"/);
    assert.match(said, / fault configuration: with this change it connects: that was tried/);
    assert.match(said, /mcp-accept fix \.mcp\.json makes the change\./);
    assert.match(ran.stdout, /exit code 1, rule set recommended; all of it: --verbose\n$/);
    const report = await reported(folder, ['--quick']);
    const [mine] = named(report, 'api').clients ?? [];
    assert.ok(mine);
    assert.deepEqual([mine.yours, mine.connects, mine.client], [true, false, 'claude-code']);
    assert.deepEqual(mine.failedAt, { step: 'notifications/initialized', status: 400 });
    const headers = ['MCP-Protocol-Version'];
    assert.deepEqual(mine.cause, { kind: 'configured-header', headers, withoutConnects: true });
    assert.deepEqual([mine.fix?.where, mine.fix?.proved], ['configuration', true]);
    assert.deepEqual(
      named(report, 'api').findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal((await probe(folder, ['--quick', '--fail-on', 'never'])).code, 0);
  });

  it('is judged again from the recording of the whole configuration, to the byte', async (test) => {
    const folder = withServers(test, {
      good: http(healthy.url),
      api: http(healthy.url, pinned),
      unset: http(healthy.url, { headers: { 'X-Key': '${NOT_SET}' } }),
      untyped: { url: healthy.url },
      old: { type: 'sse', url: healthy.url },
      local: { command: 'npx' },
    });
    for (const format of ['terminal', 'json']) {
      const recording = folder.at(`${format}.recording`);
      const ran = await probe(folder, ['--quick', '--format', format, '--record', recording]);
      const checked = await run(['check', recording, '--format', format], { env: { COLUMNS: '100' } });
      assert.deepEqual([checked.code, checked.stdout], [ran.code, ran.stdout]);
      assert.equal(ran.code, 2);
    }
  });
});

describe('an entry of the old HTTP+SSE transport', { concurrency: 2 }, () => {
  const replayed = async (recording: string): Promise<string[]> => {
    const { recordings } = JSON.parse(await readFile(recording, 'utf8')) as { recordings: Recording[] };
    const flows = recordings.flatMap(({ replays }) => replays.map(({ flow }) => flow));
    return flows.flatMap(({ exchanges }) => exchanges.map(({ request }) => request.method));
  };

  it('is predicted by its GET and the hello that goes where its stream says: at an old server it connects', async (test) => {
    const server = await serving(test, { transport: 'http+sse', versions: ['2024-11-05'] });
    const folder = withServers(test, { api: { type: 'sse', url: server.url } });
    const report = await reported(folder, ['--record', folder.at('run')]);
    assert.deepEqual(await replayed(folder.at('run')), ['POST', 'GET']);
    const { clients, notJudged } = named(report, 'api');
    assert.deepEqual([clients?.[0]?.connects, clients?.[0]?.fix], [true, null]);
    assert.match(clients?.[0]?.because ?? '', /old HTTP\+SSE transport, which its entry declares/);
    assert.deepEqual([report.exitCode, notJudged?.reason], [1, 'legacy-sse']);
    assert.match(notJudged?.whatToDo[0] ?? '', /declares that transport already/);
  });

  it('at a server of Streamable HTTP it does not, and "http" is the fix', async (test) => {
    for (const get of [405, 'stream'] as const) {
      const server = await serving(test, { accept: 'strict', get, stateful: get === 405 });
      const folder = withServers(test, { api: { type: 'sse', url: server.url } });
      const report = await reported(folder, ['--quick', '--record', folder.at('run')]);
      assert.deepEqual(await replayed(folder.at('run')), ['GET']);
      const [mine] = named(report, 'api').clients ?? [];
      if (get === 405) {
        assert.deepEqual([report.exitCode, mine?.connects], [1, false]);
        assert.deepEqual(mine?.failedAt, { step: 'GET', status: 405 });
        assert.deepEqual(mine?.cause, { kind: 'declared-transport' });
        assert.deepEqual(
          [mine?.fix?.where, mine?.fix?.entry],
          ['configuration', { type: 'http', url: server.url }],
        );
        assert.equal((await folder.fix(['--write'])).code, 0);
        assert.equal((await probe(folder, ['--quick'])).code, 0);
      } else {
        assert.equal(mine?.connects, false);
        assert.match(mine?.because ?? '', /with a stream that names no endpoint/);
        // `fix` sees the same, by the same replay.
        assert.equal((await folder.fix(['--write'])).code, 0);
      }
    }
  });
});

describe('a secret in a configuration is in no output and in no recording', { concurrency: 2 }, () => {
  const SECRET = 'canary-5f2e9c7a1b+/x';
  const coded = encodeURIComponent(SECRET);
  const spellings = [SECRET, coded, coded.toLowerCase(), Buffer.from(`user:${SECRET}`).toString('base64')];
  const places: Record<string, (url: string) => object> = {
    'from a variable in a header': (url) => http(url, { headers: { 'X-Any': 'a ${SECRET} b' } }),
    'from the default of a variable': (url) =>
      http(url, { headers: { Authorization: `Bearer \${NO:-${SECRET}}` } }),
    'literal in a header': (url) => http(url, { headers: { Authorization: `Bearer ${SECRET}` } }),
    'from a variable in the query': (url) => http(`${url}?a=b&x=\${CODED}`),
    'literal in the query': (url) => http(`${url}?api_key=${coded}`),
    'from a variable in the path': (url) => http(`${url}/\${CODED}/mcp`),
    'in place of the user': (url) => http(url.replace('://', `://user:${coded}@`)),
  };
  for (const [place, entry] of Object.entries(places)) {
    it(place, async (test) => {
      const server = await serve(test, echo('works'));
      const folder = withServers(test, { api: entry(server.url) });
      const args = ['--quick', '--debug', '--timeout', '2000'];
      const env = { SECRET, CODED: coded };
      for (const format of ['terminal', 'json']) {
        const ran = await probe(folder, [...args, '--format', format, '--record', folder.at('run')], { env });
        const kept = await readFile(folder.at('run'), 'utf8');
        for (const text of [ran.stdout, ran.stderr, kept]) {
          for (const spelling of spellings) {
            const found = text.indexOf(spelling);
            assert.ok(found < 0, text.slice(Math.max(0, found - 100), found + 60));
          }
        }
      }
      assert.ok(server.received.some(({ head }) => spellings.some((spelling) => head.includes(spelling))));
    });
  }
});
