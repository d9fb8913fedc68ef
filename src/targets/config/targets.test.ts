import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import type { Json, Target } from '../../model.js';
import { readConfig } from './entries.js';
import { loadFormats } from './formats.js';
import { targetsOf } from './targets.js';

const formats = await loadFormats();
const KEY = 's3cret-key-1';

async function targets(
  servers: { [name: string]: Json },
  env: Record<string, string> = {},
  options: { server?: string; credentials?: string[] } = {},
) {
  const text = JSON.stringify({ mcpServers: servers });
  const file = await readConfig({ path: '.mcp.json', text, env }, formats);
  return targetsOf(file, { credentials: [], ...options });
}

async function target(entry: { [key: string]: Json }, env: Record<string, string> = {}): Promise<Target> {
  const [one] = await targets({ a: { type: 'http', ...entry } }, env);
  assert.ok(one?.target !== null && one?.target !== undefined, one?.problem?.lines().join('\n'));
  return one.target;
}

describe('the target of a configured server', () => {
  it('has what the user configured twice: without what the probe sends itself, and whole', async () => {
    const headers = {
      Accept: '*/*',
      'X-Team': 'a',
      'mcp-protocol-version': '2025-06-18',
      Host: 'x',
      'Content-Length': '1',
      Connection: 'close',
      'Mcp-Session-Id': 'x',
      Expect: '100-continue',
    };
    const { headers: sent, configured } = await target({ url: 'http://h/mcp', headers });
    assert.deepEqual(sent, [['X-Team', 'a']]);
    assert.deepEqual(configured, Object.entries(headers));
  });

  it('says where it was written down', async () => {
    const { name, source } = await target({ url: 'http://h/mcp' });
    assert.deepEqual(
      [name, source],
      ['a', { file: '.mcp.json', server: 'a', format: 'claude-code', place: { line: 1, column: 41 } }],
    );
  });

  it('has the names of both spellings of a header, as they go out', async () => {
    const { configured } = await target({ url: 'http://h', headers: { 'X-A': '1', 'x-a': '2' } });
    assert.deepEqual(configured, [
      ['X-A', '1'],
      ['x-a', '2'],
    ]);
  });

  it('has header values without the white space around them, which no client sends', async () => {
    const { headers } = await target({ url: 'http://h', headers: { 'X-A': ' ${KEY}' } }, { KEY: `${KEY}\n` });
    assert.deepEqual(headers, [['X-A', KEY]]);
  });
});

describe('what is secret in a configured server', () => {
  it('a header that says so, and one whose value came from a variable', async () => {
    const headers = { Authorization: 'Bearer literal-token', 'X-Whatever': '${KEY}', 'X-Team': '${TEAM:-a}' };
    const { credentials, secrets } = await target({ url: 'http://h', headers }, { KEY });
    assert.deepEqual(credentials, ['authorization', 'x-whatever']);
    assert.ok(secrets.includes('literal-token') && secrets.includes(KEY));
    assert.ok(!secrets.includes('a'), 'a default stands in the file for everybody to read');
  });

  it('what --credential names', async () => {
    const servers = { a: { type: 'http', url: 'http://h', headers: { 'X-Team': 'a-team' } } };
    const [one] = await targets(servers, {}, { credentials: ['x-team'] });
    assert.deepEqual(one?.target?.credentials, ['x-team']);
  });

  for (const [name, url, shown, bare] of [
    [
      'in the path',
      'https://h.example/s/${KEY}/mcp',
      'https://h.example/s/REDACTED/mcp',
      `https://h.example/s/${KEY}/mcp`,
    ],
    [
      'in the query',
      'https://h.example/mcp?who=${KEY}',
      'https://h.example/mcp?who=REDACTED',
      'https://h.example/mcp',
    ],
    ['in the userinfo', 'https://me:${KEY}@h.example/mcp', 'https://h.example/mcp', 'https://h.example/mcp'],
    ['in a whole address', '${ADDRESS}', 'https://h.example/s/REDACTED', `https://h.example/s/${KEY}`],
  ] as const) {
    it(`a variable ${name} of the address`, async () => {
      const env = { KEY, ADDRESS: `https://h.example/s/${KEY}` };
      const { shownUrl, bareUrl, secrets } = await target({ url }, env);
      assert.deepEqual([shownUrl, bareUrl], [shown, bare]);
      assert.ok(secrets.includes(KEY));
    });
  }

  it('not the host and the port, from a variable or not: they are names', async () => {
    const { shownUrl, secrets } = await target(
      { url: 'http://${HOST}:${PORT}/mcp' },
      { HOST: 'notes.internal', PORT: '3000' },
    );
    assert.deepEqual([shownUrl, secrets], ['http://notes.internal:3000/mcp', []]);
  });
});

describe('--server', () => {
  const servers = { notes: { type: 'http', url: 'http://h' }, tickets: { command: 'x' } };

  it('takes one of several', async () => {
    assert.deepEqual(
      (await targets(servers, {}, { server: 'notes' })).map(({ entry }) => entry.name),
      ['notes'],
    );
  });

  it('takes one that is skipped, too: it is said why', async () => {
    const [one] = await targets(servers, {}, { server: 'tickets' });
    assert.deepEqual([one?.target, one?.problem], [null, null]);
    assert.equal(one?.entry.skipped, 'it is started as a program (stdio)');
  });

  it('with neither a URL nor a command is not said to be started', async () => {
    const [one] = await targets({ empty: { headers: {} } }, {}, {});
    assert.equal(one?.entry.skipped, 'it has neither a URL nor a command');
  });

  it('that is not there names the near ones and lists all', async () => {
    const error = await targets(servers, {}, { server: 'note' }).catch((thrown) => thrown);
    assert.ok(error instanceof UserError);
    assert.deepEqual(error.lines(), [
      'error: there is no server "note" in this configuration',
      '  where: .mcp.json',
      '  found: notes, tickets',
      '  do:    did you mean notes? give one of these to --server',
    ]);
  });
});

it('a file without servers says where its client looks, and what there is instead', async () => {
  const file = await readConfig({ path: '.mcp.json', text: '{"servers":{"a":{}}}', env: {} }, formats);
  assert.throws(
    () => targetsOf(file, { credentials: [] }),
    (error: UserError) => error.detail.found === '"servers", where Claude Code looks for mcpServers',
  );
});

it('Codex sends the header of a variable in place of one that is written down, and none for an empty one', async () => {
  const text = `[mcp_servers.a]\nurl = "http://h"\nbearer_token_env_var = "KEY"
http_headers = { "x-one" = "written", authorization = "Basic x", X-Two = "2" }
env_http_headers = { "X-One" = "ONE", "X-Two" = "EMPTY" }\n`;
  const file = await readConfig(
    { path: '.codex/config.toml', text, env: { KEY, ONE: 'one', EMPTY: '' } },
    formats,
  );
  const [one] = targetsOf(file, { credentials: [] });
  assert.deepEqual(one?.target?.configured, [
    ['X-Two', '2'],
    ['X-One', 'one'],
    ['Authorization', `Bearer ${KEY}`],
  ]);
});
