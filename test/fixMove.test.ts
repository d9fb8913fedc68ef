import assert from 'node:assert/strict';
import { chmodSync, statSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { type Folder, folderWith, strict } from './fixing.js';
import { listen } from './hostile/server.js';

const TOKEN = 'ghp_0123456789abcdefABCDefgh';

async function serverFor(test: TestContext): Promise<string> {
  const server = await listen(strict);
  test.after(() => server.close());
  return server.url;
}

function modeOf(folder: Folder, name: string): number {
  return statSync(folder.at(name)).mode & 0o777;
}

describe('servers at a place that Claude Code does not read', () => {
  it('.claude/mcp.json: a dry run shows both files and writes none; --write moves, mends and keeps 0600', async (test) => {
    const url = await serverFor(test);
    const text = JSON.stringify({ mcpServers: { api: { url, headers: { 'X-Key': TOKEN } } } }, null, 2);
    const folder = folderWith(test, { '.claude/mcp.json': text });
    chmodSync(folder.at('.claude/mcp.json'), 0o600);
    const dry = await folder.report(['.claude/mcp.json']);
    assert.deepEqual([dry.exitCode, dry.movedTo, dry.written], [1, '.mcp.json', false]);
    assert.match(dry.diff, /^--- \.claude\/mcp\.json$/m);
    assert.match(dry.diff, /^--- \/dev\/null\n\+\+\+ \.mcp\.json$/m);
    assert.ok(!dry.diff.includes(TOKEN));
    assert.deepEqual(folder.names(), ['.claude']);
    const done = await folder.report(['.claude/mcp.json', '--write']);
    assert.equal(done.written, true);
    assert.deepEqual(
      done.edits.map(({ rule, outcome }) => [rule, outcome]),
      [
        ['place-not-read', 'proved'],
        ['type-missing', 'proved'],
      ],
    );
    assert.deepEqual(JSON.parse(folder.read('.claude/mcp.json')), {});
    assert.equal(folder.read('.claude/mcp.json.bak'), text);
    const moved = { api: { url, headers: { 'X-Key': TOKEN }, type: 'http' } };
    assert.deepEqual(JSON.parse(folder.read('.mcp.json')), { mcpServers: moved });
    assert.deepEqual([modeOf(folder, '.mcp.json'), modeOf(folder, '.claude/mcp.json')], [0o600, 0o600]);
  });

  it('.claude/settings.json: its other settings stay, and the servers go beside those of .mcp.json', async (test) => {
    const url = await serverFor(test);
    const api = { type: 'http', url };
    const mine = '{\n    "mcpServers": {\n        "old": { "command": "npx" }\n    }\n}\n';
    const settings = JSON.stringify(
      { model: 'x', mcpServers: { api, old: { command: 'npx' } }, hooks: {} },
      null,
      2,
    );
    const folder = folderWith(test, { '.claude/settings.json': settings, '.mcp.json': mine });
    chmodSync(folder.at('.claude/settings.json'), 0o600);
    const done = await folder.report(['.claude/settings.json', '--write']);
    assert.equal(done.exitCode, 0, JSON.stringify(done));
    assert.deepEqual(JSON.parse(folder.read('.claude/settings.json')), { model: 'x', hooks: {} });
    const there = folder.read('.mcp.json');
    assert.deepEqual(JSON.parse(there), { mcpServers: { old: { command: 'npx' }, api } });
    assert.ok(there.startsWith(mine.slice(0, mine.indexOf('npx'))), there);
    // What was for one reader alone is in it now.
    assert.equal(modeOf(folder, '.mcp.json'), 0o600);
    assert.equal(folder.read('.mcp.json.bak'), mine);
  });

  it('another server of the same name there: refused with words, both files stay', async (test) => {
    const url = await serverFor(test);
    const files = {
      '.claude/mcp.json': JSON.stringify({ mcpServers: { api: { type: 'http', url } } }),
      '.mcp.json': JSON.stringify({ mcpServers: { api: { type: 'http', url: `${url}/other` } } }),
    };
    const folder = folderWith(test, files);
    const ran = await folder.fix(['.claude/mcp.json', '--write']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /both files have a server "api", and they differ/);
    for (const [name, text] of Object.entries(files)) assert.equal(folder.read(name), text);
  });
});

describe('.mcp.json without mcpServers', () => {
  for (const [name, text, what] of [
    [
      'another key',
      (url: string) => ({ servers: { api: { type: 'http', url } }, x: 1 }),
      'call "servers" "mcpServers"',
    ],
    ['none', (url: string) => ({ api: { type: 'http', url }, x: 1 }), 'put its servers under "mcpServers"'],
  ] as const) {
    it(`${name}: fix proves the servers under the right one, and writes it`, async (test) => {
      const url = await serverFor(test);
      const folder = folderWith(test, { '.mcp.json': JSON.stringify(text(url), null, 2) });
      const done = await folder.report(['--write']);
      assert.equal(done.exitCode, 0, JSON.stringify(done));
      assert.deepEqual([done.edits[0]?.what, done.edits[0]?.outcome], [what, 'proved']);
      assert.deepEqual(
        done.servers.map(({ before, after }) => [before, after]),
        [[false, true]],
      );
      assert.deepEqual(JSON.parse(folder.read('.mcp.json')), {
        mcpServers: { api: { type: 'http', url } },
        x: 1,
      });
    });
  }
});

it('a librechat.yaml is mended where it is wrong, and every comment of it stays', async (test) => {
  const url = await serverFor(test);
  const text = `# ours\nversion: 1.2.1\nmcpServers:\n  api: # the one\n    type: streamable-htp # typed at night\n    url: ${url}\n    headers:\n      X-Team: platform\n`;
  const folder = folderWith(test, { 'librechat.yaml': text });
  await folder.fix(['librechat.yaml', '--write']);
  assert.equal(folder.read('librechat.yaml'), text.replace('streamable-htp', 'streamable-http'));
});
