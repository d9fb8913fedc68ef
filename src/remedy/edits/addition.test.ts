import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatNamed, loadFormats } from '../../targets/config/formats.js';
import { withEntry } from './addition.js';

const formats = await loadFormats();
const codex = formatNamed('codex', formats);
const claude = formatNamed('claude-code', formats);
const TABLE = { name: 'api', entry: null, text: '[mcp_servers.api]\nurl = "http://h/mcp"' };
const ENTRY = { name: 'api', entry: { type: 'http', url: 'http://h/mcp' }, text: '' };

describe('a server that is added to a configuration', () => {
  it('in TOML is a table at the end, with the line ends of the file', async () => {
    const before = '# mine\r\n[mcp_servers.old]\r\ncommand = "x"\r\n';
    const after = await withEntry(before, 'config.toml', codex, TABLE);
    assert.equal(after, `${before}\r\n[mcp_servers.api]\r\nurl = "http://h/mcp"\r\n`);
  });

  it('in JSON stands beside the others, as they are indented', async () => {
    const before = '{\n    "mcpServers": {\n        "old": {}\n    }\n}\n';
    const after = await withEntry(before, '.mcp.json', claude, ENTRY);
    const added =
      '"old": {},\n        "api": {\n            "type": "http",\n            "url": "http://h/mcp"\n        }';
    assert.equal(after, before.replace('"old": {}', added));
  });

  it('is refused where there is one of that name, however it is written', async () => {
    for (const before of [
      '[mcp_servers.api]\n',
      'mcp_servers = { api = { url = "x" } }\n',
      'mcp_servers.api.url = "x"\n',
    ]) {
      await assert.rejects(withEntry(before, 'config.toml', codex, TABLE), /there is an entry "api" already/);
    }
    await assert.rejects(withEntry('{"mcpServers":{"api":null}}', '.mcp.json', claude, ENTRY), /already/);
  });

  it('is refused where it would break the file', async () => {
    const before = 'mcp_servers = { old = { command = "x" } }\n';
    await assert.rejects(
      withEntry(before, 'config.toml', codex, TABLE),
      /no entry can be added to this file/,
    );
  });
});
