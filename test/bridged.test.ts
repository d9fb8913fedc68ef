import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintOf } from '../src/run/fixReport.js';
import { readConfig } from '../src/targets/config/entries.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { targetsOf } from '../src/targets/config/targets.js';
import { named, reported, serve } from './configuring.js';
import { folderWith } from './fixing.js';
import { plainMcp } from './hostile/answers.js';

const formats = await loadFormats();
const URL = 'https://mcp.example.com/mcp';

const read = (entry: object, { path = '.mcp.json', env = {} } = {}) =>
  readConfig({ path, text: JSON.stringify({ mcpServers: { notes: entry } }, null, 2), env }, formats);

/** What goes out, or why nothing does. */
async function sends(entry: object, options: { path?: string; env?: Record<string, string> } = {}) {
  const [found] = targetsOf(await read(entry, options), { credentials: [] });
  return found?.target == null
    ? (found?.problem?.title ?? found?.entry.skipped)
    : { url: found.target.url, transport: found.target.transport, headers: found.target.configured };
}

describe('an entry that starts mcp-remote is read as mcp-remote reads its arguments', () => {
  const plain = { url: URL, transport: 'http', headers: [] };
  for (const [name, entry, wanted] of [
    ['with npx', { command: 'npx', args: ['mcp-remote', URL] }, plain],
    ['with -y and a version', { command: 'npx', args: ['-y', 'mcp-remote@latest', URL] }, plain],
    ['itself', { command: '/usr/bin/mcp-remote', args: [URL, '--allow-http'] }, plain],
    ['through cmd', { command: 'cmd', args: ['/c', 'npx', 'mcp-remote@0.1.38', URL, '9696'] }, plain],
    [
      'over the old transport',
      { command: 'npx', args: ['mcp-remote', URL, '--transport', 'sse-only'] },
      { ...plain, transport: 'sse' },
    ],
    [
      'with headers, of which one has no colon',
      {
        command: 'npx',
        args: ['mcp-remote', '--header', 'X-Team: a b', URL, '--header', 'none', '--header', 'X-B:c'],
      },
      {
        ...plain,
        headers: [
          ['X-Team', 'a b'],
          ['X-B', 'c'],
        ],
      },
    ],
    ['without an address', { command: 'npx', args: ['mcp-remote'] }, 'it is started as a program (stdio)'],
    [
      'another program',
      { command: 'npx', args: ['mcp-remote-else', URL] },
      'it is started as a program (stdio)',
    ],
  ] as const) {
    it(name, async () => assert.deepEqual(await sends(entry), wanted));
  }

  it('with the variables of the entry, which the bridge fills in', async () => {
    const args = ['mcp-remote', URL, '--header', 'Authorization:${AUTH}'];
    const entry = { command: 'npx', args, env: { AUTH: 'Bearer a-token-1' } };
    const headers = [['Authorization', 'Bearer a-token-1']];
    for (const path of ['.mcp.json', 'claude_desktop_config.json', '.cursor/mcp.json']) {
      assert.deepEqual(await sends(entry, { path }), { ...plain, headers }, path);
    }
  });

  it('in the list of opencode', async () => {
    const text = JSON.stringify({
      mcp: { notes: { type: 'local', command: ['npx', '-y', 'mcp-remote', URL] } },
    });
    const file = await readConfig({ path: 'opencode.json', text, env: {} }, formats);
    assert.equal(targetsOf(file, { credentials: [] })[0]?.target?.url, URL);
  });
});

describe('lint of an entry that starts mcp-remote', () => {
  const rulesIn = async (entry: object, path = '.mcp.json'): Promise<string[]> =>
    (await lintOf(await read(entry, { path }), null)).findings.map(({ rule }) => rule);

  it('finds nothing in one as it should be', async () => {
    const args = ['-y', 'mcp-remote', URL, '--header', 'Authorization:${AUTH}'];
    const entry = { command: 'npx', args, env: { AUTH: 'Bearer ${TOKEN}' } };
    for (const path of ['.mcp.json', 'claude_desktop_config.json'])
      assert.deepEqual(await rulesIn(entry, path), []);
  });

  it('flags a token in its arguments, and offers no edit of them', async () => {
    const token = 'Authorization: Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a';
    const entry = { command: 'npx', args: ['mcp-remote', URL, '--header', token] };
    for (const path of ['.mcp.json', 'claude_desktop_config.json']) {
      const { findings } = await lintOf(await read(entry, { path }), null);
      assert.deepEqual(
        findings.map(({ rule, edit, line }) => [rule, edit, line]),
        [['literal-secret', null, 9]],
      );
    }
  });
});

it('its address is probed, and what must connect is mcp-remote', async (test) => {
  const server = await serve(test, plainMcp);
  const entry = { command: 'npx', args: ['-y', 'mcp-remote', server.url, '--allow-http'] };
  const folder = folderWith(test, { '.mcp.json': JSON.stringify({ mcpServers: { notes: entry } }) });
  const report = await reported(folder, ['--quick']);
  const mine = named(report, 'notes').clients?.find(({ yours }) => yours);
  assert.deepEqual([mine?.client, mine?.connects], ['mcp-remote', true]);
});
