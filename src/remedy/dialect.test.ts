import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Format, Transport } from '../model.js';
import { readConfig } from '../target/config/entries.js';
import { loadFormats } from '../target/config/formats.js';
import { bridgeEntry, snippetFor, type Wanted } from './dialect.js';

const formats = await loadFormats();
const env = { MCP_TOKEN: 'token-in-the-environment', REGION: 'eu' };

function wanted(transport: Transport, headers: Wanted['headers'] = []): Wanted {
  return { name: 'my-server', url: 'https://example.com/mcp', transport, headers };
}

async function readBack(format: Format, text: string) {
  const path = format.paths[0] ?? 'config';
  const file = await readConfig({ path, text, env }, formats);
  const [entry] = file.entries;
  assert.ok(entry);
  return { format: file.format.id, entry };
}

describe('an entry in the words of a client', () => {
  for (const format of formats.filter(({ remote }) => remote)) {
    it(`${format.id}: is read back as the same server by that client`, async () => {
      const { text } = snippetFor(format, wanted('http'));
      const { entry, format: read } = await readBack(format, text);
      assert.equal(read, format.id);
      assert.equal(entry.name, 'my-server');
      assert.equal(entry.transport, 'http');
      assert.equal(entry.url?.expanded, 'https://example.com/mcp');
      assert.equal(entry.skipped, null);
    });

    it(`${format.id}: a token stands as a variable, and the client sends its value`, async () => {
      const { text } = snippetFor(format, wanted('http', [['Authorization', 'Bearer ${MCP_TOKEN}']]));
      assert.doesNotMatch(text, /token-in/);
      const { entry } = await readBack(format, text);
      const [header] = entry.headers;
      assert.equal(header?.name.toLowerCase(), 'authorization');
      assert.equal(header?.text.expanded, 'Bearer token-in-the-environment');
    });

    it(`${format.id}: no Accept, no version, nothing but what is needed`, () => {
      const { text } = snippetFor(format, wanted('http'));
      assert.doesNotMatch(text, /accept|version|header/i);
    });
  }

  for (const format of formats.filter(({ remote }) => !remote)) {
    it(`${format.id}: a client that starts programs alone gets the bridge`, () => {
      const { text } = snippetFor(format, wanted('http'));
      assert.match(text, /"mcp-remote"/);
      assert.match(text, /"command": "npx"/);
    });
  }

  it('the bridge takes a header through a variable, since some clients split arguments at blanks', () => {
    const entry = bridgeEntry(wanted('http', [['Authorization', 'Bearer ${MCP_TOKEN}']]), '${env:NAME}');
    assert.deepEqual(entry, {
      command: 'npx',
      args: [
        '-y',
        'mcp-remote',
        'https://example.com/mcp',
        '--header',
        'Authorization:${AUTHORIZATION_VALUE}',
      ],
      env: { AUTHORIZATION_VALUE: 'Bearer ${env:MCP_TOKEN}' },
    });
  });

  it('a command keeps the shell from filling in the variable', () => {
    const claude = formats.find(({ id }) => id === 'claude-code');
    assert.ok(claude);
    const { command } = snippetFor(claude, wanted('http', [['Authorization', 'Bearer ${MCP_TOKEN}']]));
    assert.equal(
      command,
      "claude mcp add --transport http my-server https://example.com/mcp --header 'Authorization: Bearer ${MCP_TOKEN}'",
    );
  });

  it('a name or URL with a quote in it cannot leave the command', () => {
    const claude = formats.find(({ id }) => id === 'claude-code');
    assert.ok(claude);
    const { command } = snippetFor(claude, { ...wanted('http'), name: "x'; rm -rf /; '" });
    assert.match(command ?? '', /'x'\\''; rm -rf \/; '\\'''/);
  });
});
