import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith, outcomes, template } from './fixing.js';
import { assertCalm } from './hostile/orderly.js';

const { servers }: typeof import('./servers/index.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'servers', 'index.mjs')).href
);
const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/fix.schema.json'), 'utf8'));
const report = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
  .addSchema(report)
  .compile(schema);

/** What a real client of the SDK 1.x makes of an entry, with the headers that stand in it. */
async function realClient(text: string): Promise<string> {
  const { url, headers } = JSON.parse(text).mcpServers.api;
  const client = new Client({ name: 'real', version: '1' });
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
    return 'connects';
  } catch (error) {
    return error instanceof Error ? error.message : 'fails';
  } finally {
    await client.close();
  }
}

describe('the template that circulates, at a strict server of the SDK 1.x', () => {
  let server: { url: string; close(): Promise<void> };
  let text: string;
  before(async () => {
    const sdk = servers.find(({ name }) => name === 'sdk-stateful-sse');
    assert.ok(sdk);
    server = await sdk.start();
    text = template(server.url);
  });
  after(() => server.close());
  const mended = (): string => text.replace(',\n        "MCP-Protocol-Version": "2025-06-18"', '');

  it('is mended: the pinned version was the cause, and Accept changed nothing for this client', async (test) => {
    const folder = folderWith(test, { '.mcp.json': text });
    assert.match(await realClient(text), /Unsupported protocol version: 2025-11-25, 2025-06-18/);
    const ran = await folder.fix(['--write']);
    assert.equal(ran.code, 0);
    assertCalm(ran);
    assert.match(ran.stderr, /reading \.mcp\.json \(the nearest one\)/);
    assert.match(ran.stdout, /^✓ \.mcp\.json \(Claude Code, replayed as 2\.1\.\d+ and later\): mended$/m);
    assert.match(ran.stdout, /\.mcp\.json:8:9 {2}PROVED\n {4}api: remove the header MCP-Protocol-Version/);
    assert.match(
      ran.stdout.replace(/\s+/g, ' '),
      /Without this change Claude Code fails at notifications\/initialized \(400\): .*2025-11-25, 2025-06-18.* With it, it connects\./,
    );
    assert.match(
      ran.stdout,
      /\.mcp\.json:7:9 {2}NO EFFECT\n {4}api: remove the header Accept .*\n {4}Changes nothing for Claude Code/,
    );
    assert.match(ran.stdout, /Written; as it was, it is in \.mcp\.json\.bak\.\nThen: .*\/mcp/);
    assert.deepEqual(folder.names(), ['.mcp.json', '.mcp.json.bak']);
    assert.equal(folder.read('.mcp.json'), mended());
    assert.equal(folder.read('.mcp.json.bak'), text);
    assert.equal(await realClient(folder.read('.mcp.json')), 'connects');
  });

  it('is left alone without a terminal, and with --dry-run', async (test) => {
    const folder = folderWith(test, { '.mcp.json': text });
    for (const args of [[], ['--dry-run']]) {
      const ran = await folder.fix(args);
      assert.equal(ran.code, 1);
      assert.match(ran.stdout, /^-.*"MCP-Protocol-Version": "2025-06-18"$/m);
      assert.match(ran.stdout, /Nothing was written\. To write the changes: the same command with --write\./);
      assert.deepEqual([folder.names(), folder.read('.mcp.json')], [['.mcp.json'], text]);
    }
  });

  it('is a report that other tools can read, as the published schema says', async (test) => {
    const folder = folderWith(test, { '.mcp.json': text });
    const report = await folder.report([]);
    assert.equal(validate(report), true, JSON.stringify(validate.errors));
    assert.deepEqual(outcomes(report), [
      'remove the header Accept: no-effect',
      'remove the header MCP-Protocol-Version: proved, made',
    ]);
    assert.deepEqual(report.servers, [
      {
        name: 'api',
        scope: null,
        skipped: null,
        before: false,
        after: true,
        because: null,
        why: 'notifications/initialized carries MCP-Protocol-Version: 2025-11-25, 2025-06-18 (its own and the configured one); the server answered 400',
      },
    ]);
    assert.deepEqual([report.exitCode, report.written, report.backup], [1, false, null]);
    assert.match(report.diff, /^--- \.mcp\.json\n\+\+\+ \.mcp\.json\n@@ /);
    const written = await folder.report(['--write']);
    assert.equal(validate(written), true, JSON.stringify(validate.errors));
    assert.deepEqual([written.exitCode, written.written, written.backup], [0, true, '.mcp.json.bak']);
  });

  it('once mended has nothing left to mend', async (test) => {
    const folder = folderWith(test, { '.mcp.json': mended() });
    const ran = await folder.fix(['--write']);
    assert.equal(ran.code, 0);
    assert.match(ran.stdout, /^✓ .*: nothing to mend$/m);
    assert.match(ran.stdout, /api: connects as it stands/);
    assert.deepEqual(folder.names(), ['.mcp.json']);
  });

  it('is judged for each client by what that client sends', async (test) => {
    const gemini = { mcpServers: { api: { httpUrl: server.url, headers: { Accept: 'application/json' } } } };
    const folder = folderWith(test, { '.gemini/settings.json': JSON.stringify(gemini) });
    const report = await folder.report(['.gemini/settings.json']);
    assert.deepEqual(
      report.edits.map(({ rule, outcome, because }) => [rule, outcome, because]),
      [
        [
          'accept-ignored',
          'no-effect',
          'Changes nothing for Gemini CLI: it sends the same with and without it.',
        ],
      ],
    );
    assert.deepEqual([report.exitCode, report.diff], [0, '']);
  });

  it('is mended for the one server that was named, as the version that was named would send it', async (test) => {
    const api = JSON.parse(text).mcpServers.api;
    const two = `${JSON.stringify({ mcpServers: { one: api, two: api } }, null, 2)}\n`;
    const folder = folderWith(test, { '.mcp.json': two });
    const report = await folder.report(['--server', 'two', '--client', 'claude-code@2.0.77', '--write']);
    assert.deepEqual(report.profile, { id: 'claude-code@2.0.77', versions: '2.0.77 to 2.1.100' });
    assert.deepEqual(
      report.edits.map(({ server, rule, outcome }) => [server, rule, outcome]),
      [
        ['two', 'accept-ignored', 'no-effect'],
        ['two', 'protocol-version-doubled', 'proved'],
      ],
    );
    const { one, two: mendedTwo } = JSON.parse(folder.read('.mcp.json')).mcpServers;
    assert.deepEqual([one, Object.keys(mendedTwo.headers)], [api, ['Accept']]);
  });

  it('in TOML is mended for Codex, which would send two lines', async (test) => {
    const config = `# mine\n[mcp_servers.api]\nurl = "${server.url}"\nhttp_headers = { "MCP-Protocol-Version" = "2025-06-18", X-Tenant = "a" } # both\n`;
    const folder = folderWith(test, { '.codex/config.toml': config });
    const ran = await folder.fix(['.codex/config.toml', '--write']);
    assert.equal(ran.code, 0, ran.stdout);
    assert.equal(
      folder.read('.codex/config.toml'),
      config.replace('"MCP-Protocol-Version" = "2025-06-18", ', ''),
    );
  });

  it('in TOML is mended also in a table of its own, as Codex writes it', async (test) => {
    const config = `[mcp_servers.api]\nurl = "${server.url}"\n\n[mcp_servers.api.http_headers]\n"MCP-Protocol-Version" = "2025-06-18"\nX-Tenant = "a"\n`;
    const folder = folderWith(test, { '.codex/config.toml': config });
    const ran = await folder.fix(['.codex/config.toml', '--write']);
    assert.equal(ran.code, 0, ran.stdout);
    assert.equal(
      folder.read('.codex/config.toml'),
      config.replace('"MCP-Protocol-Version" = "2025-06-18"\n', ''),
    );
  });
});
