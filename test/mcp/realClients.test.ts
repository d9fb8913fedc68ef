import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Client as Client2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { packageRoot } from '../../src/packageRoot.js';
import { folderWith } from '../fixing.js';

type Inspector = typeof import('../realClients/inspector.mjs');
const { inspectorIn }: Inspector = await import(
  pathToFileURL(join(packageRoot, 'test', 'realClients', 'inspector.mjs')).href
);

const file = join(packageRoot, 'fixtures', 'lint', 'claude-code', '.mcp.json');
const started = {
  command: process.execPath,
  args: [join(packageRoot, 'bin', 'mcp-accept.js'), 'mcp', file],
};
const named = { name: 'real-client', version: '1.0.0' };

/** Both clients check what is structured against the schema that was listed. */
function assertLinted(result: unknown): void {
  const { structuredContent } = result as { structuredContent: { findings: unknown[]; client: string } };
  assert.equal(structuredContent.client, 'Claude Code');
  assert.ok(structuredContent.findings.length > 3);
}

describe('mcp-accept mcp is used by real clients:', () => {
  it('the SDK 1.x', async () => {
    const client = new Client1(named);
    await client.connect(new Stdio1({ ...started, stderr: 'ignore' }));
    const { tools } = await client.listTools();
    assert.equal(tools.length, 5);
    assertLinted(await client.callTool({ name: 'lint', arguments: {} }));
    await client.close();
  });

  it('the SDK 2.x, in the newest revision too', async () => {
    const client = new Client2(named, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new Stdio2({ ...started, stderr: 'ignore' }));
    assert.equal((await client.listTools()).tools.length, 5);
    assertLinted(await client.callTool({ name: 'lint', arguments: {} }));
    await client.close();
  });

  it("the inspector's command line", async (test) => {
    const inspector = await inspectorIn(folderWith(test, {}).path);
    const asked = ['--method', 'tools/call', '--tool-name', 'explain', '--tool-arg', 'what=nothing-listens'];
    const words = [inspector, started.command, ...started.args, ...asked];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const { structuredContent } = JSON.parse(stdout) as { structuredContent: { page: string } };
    assert.match(structuredContent.page, /nothing listens/);
  });
});
