import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith, outcomes, template } from './fixing.js';
import { plainMcp } from './hostile/answers.js';
import { type Behaviour, deadPort, listen } from './hostile/server.js';

async function persona(test: TestContext, name: string): Promise<string> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), name));
  test.after(() => server.close());
  return server.url;
}

async function serve(test: TestContext, behaviour: Behaviour): Promise<string> {
  const server = await listen(behaviour);
  test.after(() => server.close());
  return server.url;
}

function entries(mcpServers: object): string {
  return `${JSON.stringify({ mcpServers }, null, 2)}\n`;
}

describe('what the probe tells', { concurrency: 4 }, () => {
  it('the old transport where there is Streamable HTTP: "type" is mended', async (test) => {
    const url = (await persona(test, 'lenient')).replace('/mcp', '/mcp?a=b');
    const folder = folderWith(test, { '.mcp.json': entries({ api: { type: 'sse', url } }) });
    const report = await folder.report(['--write']);
    assert.deepEqual(outcomes(report), ['set "type" to "http": proved, made']);
    assert.match(
      report.edits[0]?.because ?? '',
      /fails at GET \(\d+\): its entry declares the old HTTP\+SSE transport, which begins with/,
    );
    assert.deepEqual(
      [report.exitCode, folder.read('.mcp.json')],
      [0, entries({ api: { type: 'http', url } })],
    );
  });

  it('Streamable HTTP where there is the old transport alone: the word for it, or the key', async (test) => {
    const url = await persona(test, 'legacy-sse');
    const text = (key: string, type: object): string => entries({ api: { [key]: url, ...type } });
    const folder = folderWith(test, { '.gemini/settings.json': text('httpUrl', {}) });
    const report = await folder.report(['.gemini/settings.json', '--write']);
    assert.deepEqual(outcomes(report), ['call "httpUrl" "url" and set "type" to "sse": proved, made']);
    assert.equal(report.exitCode, 0);
    assert.equal(folder.read('.gemini/settings.json'), text('url', { type: 'sse' }));
  });

  it('a redirect on the same host: the address that it names', async (test) => {
    const url = await serve(test, (socket, request) => {
      if (request.path === '/mcp/') return plainMcp(socket, request);
      const head = 'HTTP/1.1 307 Temporary Redirect\r\nLocation: /mcp/\r\nContent-Length: 0\r\n\r\n';
      socket.write(head);
    });
    const base = url.replace(/\/mcp$/, '');
    for (const [written, wanted] of [
      [url, `${url}/`],
      ['${BASE}/mcp', '${BASE}/mcp/'],
    ] as const) {
      const folder = folderWith(test, { '.mcp.json': entries({ api: { type: 'http', url: written } }) });
      const report = await folder.report(['--write'], { env: { BASE: base } });
      assert.equal(report.edits[0]?.outcome, 'proved');
      assert.match(report.edits[0]?.because ?? '', /by way of the redirect to \/mcp\//);
      assert.deepEqual(
        [report.exitCode, folder.read('.mcp.json')],
        [0, entries({ api: { type: 'http', url: wanted } })],
      );
    }
  });

  it('a redirect to another host changes nothing', async (test) => {
    const url = await serve(test, (socket) => {
      const head =
        'HTTP/1.1 308 Permanent Redirect\r\nLocation: http://localhost:9/mcp/\r\nContent-Length: 0\r\n\r\n';
      socket.write(head);
    });
    const folder = folderWith(test, { '.mcp.json': entries({ api: { type: 'http', url } }) });
    const report = await folder.report([]);
    assert.deepEqual([report.edits, report.diff, report.exitCode], [[], '', 3]);
  });

  it('an entry without "type" is none for this client, and is one with it', async (test) => {
    const url = await persona(test, 'lenient');
    const folder = folderWith(test, { '.mcp.json': entries({ api: { url } }) });
    const report = await folder.report(['--write']);
    assert.deepEqual(outcomes(report), ['set "type" to "http": proved, made']);
    assert.deepEqual(report.servers[0], {
      name: 'api',
      scope: null,
      skipped: null,
      before: false,
      after: true,
      because: null,
      why: 'without "type", Claude Code takes it for a program (stdio) and skips it',
    });
    assert.equal(folder.read('.mcp.json'), entries({ api: { url, type: 'http' } }));
  });

  it('a server that cannot be reached: what is known to break is mended, and said not to be proved', async (test) => {
    const folder = folderWith(test, { '.mcp.json': template(`http://127.0.0.1:${await deadPort()}/mcp`) });
    const report = await folder.report(['--write']);
    assert.deepEqual(
      report.edits.filter(({ made }) => made).map(({ rule, because }) => [rule, because]),
      [['protocol-version-doubled', 'Could not be tried: the server cannot be reached (ECONNREFUSED).']],
    );
    assert.equal(report.exitCode, 3);
    assert.doesNotMatch(folder.read('.mcp.json'), /MCP-Protocol-Version/);
  });

  it('a client that was never recorded proves nothing', async (test) => {
    const url = await persona(test, 'lenient');
    const folder = folderWith(test, { '.cursor/mcp.json': template(url) });
    const report = await folder.report(['.cursor/mcp.json']);
    assert.deepEqual([report.profile, report.exitCode, report.diff], [null, 3, '']);
    assert.ok(report.edits.every(({ outcome }) => outcome === 'not-proved'));
  });
});

const TOKEN = 'tok-0a1b2c3d4e5f-do-not-print';
const CANARIES = [TOKEN, 'ghp_0123456789abcdefABCDEF', 'pass-in-args-77', 'pässw0rd"77'];

describe('a secret that is written down', { concurrency: 2 }, () => {
  const neighbour = {
    command: 'npx',
    args: ['-y', 'x', '--api-key', CANARIES[2], '--header', `Authorization: Bearer ${CANARIES[1]}`],
    env: { PASSWORD: CANARIES[3] },
  };
  const file = (url: string, value: string): string =>
    entries({
      near: neighbour,
      api: { type: 'http', url, headers: { Authorization: value } },
      after: neighbour,
    });

  it('is taken from the variable that holds it, and none is printed', async (test) => {
    const url = await persona(test, 'lenient');
    const text = file(url, `Bearer ${TOKEN}`);
    const folder = folderWith(test, { '.mcp.json': text });
    for (const args of [[], ['--format', 'json'], ['--write']]) {
      const ran = await folder.fix(args, { env: { MY_TOKEN: TOKEN, OTHER: `${TOKEN}x` } });
      assert.match(ran.stdout, /take the secret of Authorization from MY_TOKEN/);
      for (const canary of CANARIES) {
        for (const spelt of [canary, JSON.stringify(canary).slice(1, -1)]) {
          assert.ok(!ran.stdout.includes(spelt) && !ran.stderr.includes(spelt), spelt);
        }
      }
    }
    assert.equal(folder.read('.mcp.json'), file(url, 'Bearer ${MY_TOKEN}'));
  });

  it('stays where no variable holds it, and is left to do', async (test) => {
    const url = await persona(test, 'lenient');
    const folder = folderWith(test, { '.mcp.json': file(url, `Bearer ${TOKEN}`) });
    const report = await folder.report(['--write']);
    assert.deepEqual([report.edits, report.diff, report.exitCode], [[], '', 0]);
    assert.deepEqual(
      report.remaining.map(({ rule, severity }) => [rule, severity]),
      [['literal-secret', 'warning']],
    );
  });

  it('stays where only --env-file knows the variable: the client would not', async (test) => {
    const url = await persona(test, 'lenient');
    const files = { '.mcp.json': file(url, `Bearer ${TOKEN}`), '.env': `MY_TOKEN=${TOKEN}\n` };
    const report = await folderWith(test, files).report(['--env-file', '.env']);
    assert.deepEqual([report.edits, report.diff], [[], '']);
  });

  it('is named by the key that Codex has for it', async (test) => {
    const url = await persona(test, 'lenient');
    const head = `[mcp_servers.api]\nurl = "${url}"\n`;
    const folder = folderWith(test, {
      '.codex/config.toml': `${head}http_headers = { Authorization = "Bearer ${TOKEN}" }\n`,
    });
    const report = await folder.report(['.codex/config.toml', '--write'], { env: { MY_TOKEN: TOKEN } });
    assert.deepEqual(outcomes(report), ['take the token of Authorization from MY_TOKEN: off-wire, made']);
    assert.equal(
      folder.read('.codex/config.toml'),
      `${head}http_headers = {}\nbearer_token_env_var = "MY_TOKEN"\n`,
    );
  });
});

describe('Claude Code and its own file', { concurrency: 2 }, () => {
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  it('fix never edits it; the line that it prints does', async (test) => {
    const url = await persona(test, 'lenient');
    const state = JSON.parse(
      readFileSync(join(packageRoot, 'fixtures/configs/claude-user-state.json'), 'utf8'),
    );
    state.mcpServers = JSON.parse(template(url)).mcpServers;
    const text = JSON.stringify(state, null, 2);
    const folder = folderWith(test, { '.claude.json': text });
    const report = await folder.report(['.claude.json', '--write']);
    assert.deepEqual([folder.read('.claude.json'), folder.names()], [text, ['.claude.json']]);
    assert.deepEqual([report.exitCode, report.written], [1, false]);
    assert.match(report.next ?? '', /never edits this file/);
    const [edits, memory] = report.notes;
    assert.match(memory?.text ?? '', /disabledMcpjsonServers/);
    assert.match(
      edits?.command ?? '',
      /jq 'del\(\.mcpServers\.api\.headers\["MCP-Protocol-Version"\]\)' ~\/\.claude\.json/,
    );
    if (!hasJq) return test.diagnostic('jq is not on PATH, so its line is not run');
    const env = { PATH: process.env['PATH'], HOME: folder.path };
    assert.equal(spawnSync('sh', ['-c', edits?.command ?? ''], { env }).status, 0);
    delete state.mcpServers.api.headers['MCP-Protocol-Version'];
    assert.deepEqual(JSON.parse(folder.read('.claude.json')), state);
  });

  it('what it remembers of a server in this folder is named, with the line that makes it forget', async (test) => {
    const url = await persona(test, 'lenient');
    const folder = folderWith(test, { '.mcp.json': entries({ api: { type: 'http', url } }) });
    const projects = { [folder.path]: { disabledMcpjsonServers: ['api', 'other'] } };
    const home = folderWith(test, {
      '.claude.json': JSON.stringify({ projects }),
      '.claude/mcp-needs-auth-cache.json': '{"api":{"timestamp":1},"x":{}}',
    });
    const ran = await folder.fix(['--dry-run'], { env: { HOME: home.path } });
    assert.equal(ran.code, 0);
    assert.match(
      ran.stdout.replace(/\s+/g, ' '),
      /api was rejected when Claude Code asked, so it is not started/,
    );
    assert.match(
      ran.stdout,
      /^\(umask 077 && jq '\.projects\[".*"\]\.disabledMcpjsonServers -= \["api"\]' ~\/\.claude\.json > /m,
    );
    assert.match(ran.stdout, /^\(umask 077 && jq 'del\(\.api\)' ~\/\.claude\/mcp-needs-auth-cache\.json > /m);
  });
});
