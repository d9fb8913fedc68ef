import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuTime } from '../cpuTime.fixture.js';
import type { ClientProfile, ConfigFinding, Json, RulesetId } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { readConfig } from '../targets/config/entries.js';
import { loadFormats } from '../targets/config/formats.js';
import { builtinConfigRules } from './builtin.js';
import { lintConfig } from './configLint.js';

const rules = await builtinConfigRules();
const formats = await loadFormats();

interface Options {
  path?: string;
  ruleset?: RulesetId;
  configured?: ClientProfile['configured'];
  inContainer?: boolean;
}

async function lint(value: Json, options: Options = {}): Promise<ConfigFinding[]> {
  const { path = '.mcp.json', ruleset = 'recommended', configured, inContainer = false } = options;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const file = await readConfig({ path, text, env: {} }, formats);
  const profile = configured === undefined ? null : { configured };
  return lintConfig(rules, observeConfig(file, { profile, inContainer }), ruleset, '.mcp.json');
}

function servers(entry: Json): Json {
  return { mcpServers: { notes: entry } };
}

describe('the edit of a finding', () => {
  it('sets a field beside what is wrong, in the words of the client', async () => {
    const [found] = await lint(
      { mcp: { notes: { url: 'https://h.example/mcp' } } },
      { path: 'opencode.json' },
    );
    assert.equal(found?.rule, 'type-missing');
    assert.deepEqual(found.edit, { path: ['mcp', 'notes', 'type'], value: 'remote' });
    assert.equal(found.touchesWire, true);
  });

  it('removes a header, which is a value of undefined', async () => {
    const headers = { Host: 'h.example' };
    const [found] = await lint(servers({ type: 'http', url: 'https://h.example/mcp', headers }));
    assert.deepEqual(found?.edit, { path: ['mcpServers', 'notes', 'headers', 'Host'], value: undefined });
  });

  it('replaces the host of a URL and nothing else in it', async () => {
    const entry = { type: 'http', url: 'http://LocalHost:3000/mcp?a=b%20c' };
    const [found] = await lint(servers(entry));
    assert.deepEqual(found?.edit?.value, 'http://127.0.0.1:3000/mcp?a=b%20c');
    const inside = await lint(servers(entry), { inContainer: true });
    // Credentials would go to a host that nobody named.
    assert.equal(inside.find(({ rule }) => rule === 'loopback-in-container')?.edit, null);
  });

  it('is not there where a secret would have to stand in it', async () => {
    const entry = { type: 'http', url: 'http://localhost:3000/mcp?api_key=9f86d081884c7d65' };
    const found = (await lint(servers(entry))).find(({ rule }) => rule === 'localhost-ambiguous');
    assert.deepEqual([found?.edit, found?.touchesWire], [null, false]);
  });

  it('is not there where the client has no word for it', async () => {
    const text = '[mcp_servers.notes]\nurl = "https://h.example/sse"\n';
    const [found] = await lint(text, { path: '.codex/config.toml' });
    assert.deepEqual([found?.rule, found?.edit], ['transport-against-path', null]);
  });

  it('writes a variable of another client as this one reads it, with the rest to the letter', async () => {
    const headers = { Authorization: 'Bearer {env:TOKEN}' };
    const [found] = await lint(servers({ type: 'http', url: 'https://h.example/mcp', headers }));
    assert.equal(found?.edit?.value, 'Bearer ${TOKEN}');
  });
});

describe('findings', () => {
  const wrong = {
    mcpServers: {
      second: { url: 'https://b.example/mcp', headers: { Host: 'a', Accept: 'application/json' } },
      first: { url: 'https://a.example/mcp' },
    },
  };

  it('stand in the order of the file', async () => {
    const found = await lint(wrong);
    const places = found.map(({ line, column }) => line * 1000 + column);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.deepEqual(
      found.map(({ server }) => server),
      ['second', 'second', 'second', 'first'],
    );
  });

  it('of a rule that is off in the rule set are left out', async () => {
    assert.deepEqual(await lint(wrong, { ruleset: 'spec' }), []);
  });

  it('of a text that demands it are errors by the specification', async () => {
    const headers = { 'MCP-Protocol-Version': '2025-06-18', 'X Y': 'z' };
    const entry = servers({ type: 'http', url: 'https://h.example/mcp', headers });
    const configured = { 'mcp-protocol-version': { post: 'after' } } as const;
    const found = await lint(entry, { ruleset: 'spec', configured });
    assert.deepEqual(
      found.map(({ rule, severity, requirement }) => [rule, severity, requirement?.keyword]),
      [
        ['protocol-version-doubled', 'error', 'MUST'],
        ['header-name-forbidden', 'error', 'MUST NOT'],
      ],
    );
  });

  it('are none in a file as it should be, of any client', async () => {
    const good: [path: string, value: Json][] = [
      ['.mcp.json', servers({ type: 'http', url: 'https://h.example/mcp', headers: { 'X-Tenant': 'a' } })],
      ['.vscode/mcp.json', { servers: { notes: { url: 'https://h.example/sse' } } }],
      ['.cursor/mcp.json', servers({ url: 'https://h.example/sse' })],
      ['mcp_config.json', servers({ serverUrl: 'https://h.example/mcp' })],
      ['.gemini/settings.json', servers({ httpUrl: 'https://h.example/mcp', timeout: 5000, trust: true })],
      ['opencode.json', { mcp: { notes: { type: 'remote', url: 'https://h.example/sse' } } }],
      ['claude_desktop_config.json', servers({ command: 'npx', args: ['-y', 'x'] })],
      ['.codex/config.toml', '[mcp_servers.notes]\nurl = "http://127.0.0.1:3000/mcp"\n'],
      ['.mcp.json', { mcpServers: {} }],
    ];
    for (const [path, value] of good) assert.deepEqual(await lint(value, { path }), [], path);
  });
});

it('a large file is judged in the time that it takes to read it', async () => {
  const entries = Array.from({ length: 5000 }, (_, index) => [
    `server${index}`,
    { type: 'http', url: `https://h${index % 100}.example/mcp`, headers: { 'X-A': '${A}', Accept: '*/*' } },
  ]);
  const text = JSON.stringify({ mcpServers: Object.fromEntries(entries) });
  const file = await readConfig({ path: '.mcp.json', text, env: { A: 'a' } }, formats);
  const ms = cpuTime(() => {
    const observed = observeConfig(file, { profile: null, inContainer: false });
    assert.ok(lintConfig(rules, observed, 'recommended', '.mcp.json').length >= 5000);
  });
  assert.ok(ms < 10_000, `${ms} ms`);
});
