import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainMcp } from './hostile/answers.js';
import { listen } from './hostile/server.js';
import { mended, told } from './mending.js';

const entry = (key: string, url: string, more: object) => ({ [key]: url, ...more });
const FILES = {
  'claude-code': { path: '.mcp.json', at: 'mcpServers', key: 'url', more: { type: 'http' } },
  gemini: { path: '.gemini/settings.json', at: 'mcpServers', key: 'httpUrl', more: {} },
  qwen: { path: '.qwen/settings.json', at: 'mcpServers', key: 'httpUrl', more: {} },
  opencode: { path: 'opencode.json', at: 'mcp', key: 'url', more: { type: 'remote' } },
} as const;

/** Measured with Claude Code 2.1.329, Gemini CLI 0.61.0, opencode 1.18.33 and Codex 0.169.0 on loopback. */
describe('a pinned header that frames the message, or Host: each client as it was seen', {
  concurrency: 4,
}, () => {
  for (const [client, header, outcome] of [
    ['gemini', 'Content-Length', 'framing-header-pinned: proved, made'],
    ['gemini', 'Transfer-Encoding', 'framing-header-pinned: proved, made'],
    ['opencode', 'Transfer-Encoding', 'framing-header-pinned: proved, made'],
    ['opencode', 'Content-Length', 'framing-header-needless: no-effect'],
    ['claude-code', 'Content-Length', 'framing-header-needless: no-effect'],
    ['claude-code', 'Transfer-Encoding', 'framing-header-needless: no-effect'],
    // Not recorded: it is not tried, and never said to have no effect.
    ['qwen', 'Content-Length', 'framing-header-needless: not-proved, made'],
    // Gemini drops it, so that it goes changes nothing.
    ['gemini', 'Host', 'host-pinned: no-effect'],
  ] as const) {
    it(`${header} in a file of ${client}: ${outcome}`, async (test) => {
      const server = await listen(plainMcp);
      test.after(() => server.close());
      const { path, at, key, more } = FILES[client];
      const value = header === 'Content-Length' ? '5' : header === 'Host' ? 'other.example' : 'chunked';
      const api = entry(key, server.url, { ...more, headers: { [header]: value } });
      const result = await mended(test, path, JSON.stringify({ [at]: { api } }));
      assert.deepEqual(told(result), [outcome]);
    });
  }

  it('Content-Length in a file of Codex cuts its messages: proved', async (test) => {
    const server = await listen(plainMcp);
    test.after(() => server.close());
    const text = `[mcp_servers.api]\nurl = "${server.url}"\nhttp_headers = { "Content-Length" = "5" }\n`;
    assert.deepEqual(told(await mended(test, '.codex/config.toml', text)), [
      'framing-header-pinned: proved, made',
    ]);
  });
});
