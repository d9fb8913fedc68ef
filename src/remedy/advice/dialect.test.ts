import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import type { Format, Transport } from '../../model.js';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { bridgeSnippet, hasWordFor, snippetFor, type Wanted } from './dialect.js';

const formats = await loadFormats();
const env = { MCP_TOKEN: 'token-in-the-environment', REGION: 'eu' };

const BRIDGE = ['-y', 'mcp-remote', 'https://example.com/mcp'];

function named(id: string): Format {
  const format = formats.find((one) => one.id === id);
  assert.ok(format, id);
  return format;
}

/** The words of a command, as a shell takes it apart. */
function wordsOf(command: string): string[] {
  const script = `printf '%s\\0' ${command}`;
  const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  assert.equal(status, 0);
  return stdout.split('\0').slice(0, -1);
}

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

    it(`${format.id}: a token stands as a variable that the client fills in, or as a place to fill`, async () => {
      const { text } = snippetFor(format, wanted('http', [['Authorization', 'Bearer ${MCP_TOKEN}']]));
      assert.doesNotMatch(text, /token-in/);
      const { entry } = await readBack(format, text);
      const [header] = entry.headers;
      assert.equal(header?.name.toLowerCase(), 'authorization');
      const filled = format.expansion.write !== null || format.keys.bearerEnv !== null;
      assert.equal(header?.text.expanded, filled ? 'Bearer token-in-the-environment' : 'Bearer <MCP_TOKEN>');
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

  const secret: Wanted['headers'] = [['Authorization', 'Bearer ${MCP_TOKEN}']];

  it('the bridge takes a header through a variable, since some clients split arguments at blanks', () => {
    assert.deepEqual(bridgeSnippet(named('vscode'), wanted('http', secret)).entry, {
      command: 'npx',
      args: [...BRIDGE, '--header', 'Authorization:${AUTHORIZATION_VALUE}'],
      env: { AUTHORIZATION_VALUE: 'Bearer ${env:MCP_TOKEN}' },
    });
  });

  it('the bridge is told that plain http: is meant, which it refuses beyond this machine', () => {
    const argsFor = (url: string) => {
      const { entry } = bridgeSnippet(named('claude-code'), { ...wanted('http'), url });
      return JSON.stringify(entry);
    };
    assert.match(argsFor('http://mcp.internal:8080/mcp'), /"http:\/\/mcp.internal:8080\/mcp","--allow-http"/);
    assert.match(argsFor('http://localhost.example.com/mcp'), /--allow-http/);
    for (const url of ['http://localhost:3000/mcp', 'http://127.0.0.1/mcp', 'https://mcp.internal/mcp']) {
      assert.doesNotMatch(argsFor(url), /--allow-http/);
    }
  });

  it('but not for a client that would look for that variable itself', () => {
    assert.deepEqual(bridgeSnippet(named('claude-code'), wanted('http', secret)).entry, {
      command: 'npx',
      args: [...BRIDGE, '--header', 'Authorization:Bearer ${MCP_TOKEN}'],
    });
  });

  it('a client without variables gets a place to fill in, not a reference that nobody resolves', () => {
    assert.deepEqual(snippetFor(named('claude-desktop'), wanted('http', secret)).entry, {
      command: 'npx',
      args: [...BRIDGE, '--header', 'Authorization:${AUTHORIZATION_VALUE}'],
      env: { AUTHORIZATION_VALUE: 'Bearer <MCP_TOKEN>' },
    });
  });

  for (const format of formats) {
    it(`${format.id}: the bridge is read back as the server that it leads to`, async () => {
      const { text, command } = bridgeSnippet(format, wanted('http', secret));
      const { entry } = await readBack(format, text);
      assert.equal(entry.url?.expanded, 'https://example.com/mcp');
      // Where the client refuses an entry without its type, the word for a program stands there.
      const { type } = format.keys;
      const word = Object.entries(type?.values ?? {}).find(([, meaning]) => meaning === 'stdio')?.[0];
      const named = type?.needed === true && type.assumed !== 'stdio';
      assert.equal(entry.declared?.text, named ? word : undefined);
      const keys = entry.node.properties.map(({ key }) => key);
      assert.deepEqual(
        keys.filter((key) => !format.keys.known.includes(key)),
        [],
      );
      assert.equal(command, null);
    });
  }

  for (const format of formats.filter((one) => hasWordFor(one, 'sse'))) {
    it(`${format.id}: the old transport is read back as that`, async () => {
      const { text, command } = snippetFor(format, wanted('sse'));
      const { entry } = await readBack(format, text);
      assert.deepEqual([entry.transport, entry.url?.expanded], ['sse', 'https://example.com/mcp']);
      assert.equal(command, null);
    });
  }

  it('where one word is for every remote server, the old transport has no other', async () => {
    const { text } = snippetFor(named('opencode'), wanted('sse'));
    const { entry } = await readBack(named('opencode'), text);
    assert.deepEqual([entry.declared?.text, entry.transport], ['remote', 'http']);
  });

  for (const format of formats.filter(({ remote }) => remote)) {
    it(`${format.id}: blanks, quotes and odd characters are read back to the letter`, async () => {
      const headers: Wanted['headers'] = [
        ['X-Motto', `it's "so", \\ or # not`],
        ["X-Odd'!~", 'a=b; c'],
      ];
      const name = `a b.c"d'e#f=\u007fü`;
      const { text } = snippetFor(format, { ...wanted('http', headers), name });
      const { entry } = await readBack(format, text);
      assert.equal(entry.name, name);
      assert.deepEqual(
        entry.headers.map((header) => [header.name, header.text.raw]),
        headers,
      );
    });

    it(`${format.id}: the shell reads its command back as the words that were meant`, () => {
      const headers: Wanted['headers'] = [['X-Motto', `it's "$HOME" \`id\` {url} {name}`]];
      const name = `{url}'; touch x; '$(id)`;
      const { command } = snippetFor(format, { ...wanted('http', headers), name });
      if (command === null) return;
      const words = wordsOf(command);
      if (command.includes('--add-mcp')) {
        assert.deepEqual(JSON.parse(words.at(-1) ?? ''), {
          name,
          url: 'https://example.com/mcp',
          headers: Object.fromEntries(headers),
        });
        return;
      }
      assert.ok(words.includes(name), command);
      assert.ok(words.includes('https://example.com/mcp'), command);
      assert.match(words.at(-1) ?? '', /^X-Motto(: |=)it's "\$HOME" `id` \{url\} \{name\}$/);
    });
  }

  it('VS Code takes the entry and its name as JSON, a token as a variable', () => {
    const { command } = snippetFor(named('vscode'), wanted('http', secret));
    const json =
      '{"name":"my-server","url":"https://example.com/mcp","headers":{"Authorization":"Bearer ${env:MCP_TOKEN}"}}';
    assert.equal(command, `code --add-mcp '${json}'`);
  });

  it('a client whose command takes no header has none for a server that needs one', () => {
    assert.equal(snippetFor(named('codex'), wanted('http', secret)).command, null);
    assert.match(snippetFor(named('codex'), wanted('http')).command ?? '', /^codex mcp add/);
  });

  it('TOML: a key is quoted where it has to be, and its control characters are escaped', () => {
    const { text } = snippetFor(named('codex'), {
      ...wanted('http', [['X Y', 'a"b\\c\td\u007f']]),
      name: 'a.b',
    });
    assert.equal(
      text,
      [
        '[mcp_servers."a.b"]',
        'url = "https://example.com/mcp"',
        '',
        '[mcp_servers."a.b".http_headers]',
        '"X Y" = "a\\"b\\\\c\\td\\u007f"',
      ].join('\n'),
    );
  });

  it('a command keeps the shell from filling in the variable', () => {
    const claude = formats.find(({ id }) => id === 'claude-code');
    assert.ok(claude);
    const { command } = snippetFor(claude, wanted('http', [['Authorization', 'Bearer ${MCP_TOKEN}']]));
    assert.equal(
      command,
      "claude mcp add --scope project --transport http my-server https://example.com/mcp --header 'Authorization: Bearer ${MCP_TOKEN}'",
    );
  });

  it('a name or URL with a quote in it cannot leave the command', () => {
    const claude = formats.find(({ id }) => id === 'claude-code');
    assert.ok(claude);
    const { command } = snippetFor(claude, { ...wanted('http'), name: "x'; rm -rf /; '" });
    assert.match(command ?? '', /'x'\\''; rm -rf \/; '\\'''/);
  });
});
