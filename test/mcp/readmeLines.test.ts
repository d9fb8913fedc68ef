import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../src/packageRoot.js';
import { folderWith } from '../fixing.js';
import { run } from '../hostile/runHere.js';

/** The lines of the README that add `mcp-accept mcp` to a client, by the client's name. */
const rows = new Map(
  [
    ...readFileSync(join(packageRoot, 'README.md'), 'utf8').matchAll(
      /^\| ([^|]+) \| `([^`]*mcp-accept mcp[^`]*|[^`]*"mcp-accept"[^`]*)`/gm,
    ),
  ].map(([, client = '', line = '']) => [client, line]),
);

/**
 * What the client's own program makes of its line, as it was seen to write it; Claude Code 2.1.329, Gemini CLI 0.61.0
 * and opencode 1.18.33 then listed the server as connected, Codex 0.171.0 as enabled (it connects once somebody is
 * logged in).
 */
const WRITTEN: Record<string, (started: string[], entry: string) => [file: string, text: string]> = {
  'Claude Code': ([command, ...args]) => [
    '.mcp.json',
    JSON.stringify({ mcpServers: { 'mcp-accept': { type: 'stdio', command, args, env: {} } } }),
  ],
  Codex: ([command, ...args]) => [
    '.codex/config.toml',
    `[mcp_servers.mcp-accept]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`,
  ],
  'Gemini CLI': ([command, ...args]) => [
    '.gemini/settings.json',
    JSON.stringify({ mcpServers: { 'mcp-accept': { command, args } } }),
  ],
  'VS Code': ([command, ...args]) => [
    '.vscode/mcp.json',
    JSON.stringify({ servers: { 'mcp-accept': { type: 'stdio', command, args } } }),
  ],
  'Cursor, Windsurf, Cline, Roo Code, Kiro, Claude Desktop': (_, entry) => [
    '.cursor/mcp.json',
    `{"mcpServers":{${entry}}}`,
  ],
  opencode: (_, entry) => ['opencode.json', `{"mcp":{${entry}}}`],
};

/** The program that a line has started, and its arguments. */
function startedBy(line: string): string[] {
  const added = /^(?:claude|codex) mcp add mcp-accept -- (.*)$|^gemini mcp add mcp-accept (.*)$/.exec(line);
  if (added !== null) return (added[1] ?? added[2] ?? '').split(' ');
  const [, json = `{${line}}`] = /^code --add-mcp '(.*)'$/.exec(line) ?? [];
  const { command, args = [] } = JSON.parse(json)['mcp-accept'] ?? JSON.parse(json);
  return [command, ...args].flat();
}

describe('the line of the README that adds mcp-accept mcp', () => {
  it('is there for each client that a test has seen take it', () => {
    assert.deepEqual([...rows.keys()].sort(), Object.keys(WRITTEN).sort());
  });

  for (const [client, line] of rows) {
    it(`to ${client}: starts our server on that client's own file, which has nothing wrong in it then`, async (test) => {
      const started = startedBy(line);
      const [file, text] = WRITTEN[client]?.(started, line) ?? ['', ''];
      assert.deepEqual(
        started.filter((word) => word !== '-y'),
        ['npx', 'mcp-accept', 'mcp', file],
      );
      const { path, at } = folderWith(test, {});
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
      const { code, stdout } = await run(['lint', file, '--fail-on', 'note', '--json'], { cwd: path });
      assert.equal(code, 0, stdout);
      assert.deepEqual(JSON.parse(stdout).findings, []);
    });
  }
});
