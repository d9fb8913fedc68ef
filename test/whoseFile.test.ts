import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folderWith, strict, template } from './fixing.js';
import { listen } from './hostile/server.js';

describe('a file whose client is not known', { concurrency: 2 }, () => {
  it('is declined by name: nothing is sent and nothing written', async (test) => {
    const server = await listen(strict);
    test.after(() => server.close());
    const text = `{ "mcpServers": { "notes": { "type": "http", "url": "${server.url}" } } }\n`;
    const folder = folderWith(test, { '.factory/mcp.json': text });
    const ran = await folder.fix(['.factory/mcp.json', '--write']);
    assert.equal(ran.code, 2);
    assert.match(
      ran.stderr,
      /^error: this is a file of Factory Droid, and how Factory Droid reads it is not known here$/m,
    );
    assert.equal(folder.read('.factory/mcp.json'), text);
    assert.equal(server.received.length, 0);
  });

  it('is called a guess where only its keys tell, and written for --client alone', async (test) => {
    const server = await listen(strict);
    test.after(() => server.close());
    const text = template(server.url);
    const folder = folderWith(test, { 'mcp.json': text });
    const refused = await folder.fix(['mcp.json', '--write']);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /whose file this is was guessed from its keys, and a guess is not written/);
    assert.deepEqual([folder.read('mcp.json'), server.received.length], [text, 0]);
    const shown = await folder.fix(['mcp.json']);
    assert.match(shown.stdout, /^[✗~] mcp\.json \(Claude Code, a guess, /);
    assert.match(
      shown.stdout,
      /If\s+it\s+is\s+one:\s+the\s+same\s+command\s+with\s+--client\s+claude-code\s+--write/,
    );
    assert.equal(folder.read('mcp.json'), text);
  });
});

it('without a name the nearest .mcp.json is read, and the files of other clients beside it are named', async (test) => {
  const folder = folderWith(test, {
    '.mcp.json': '{ "mcpServers": {} }',
    'crush.json': '{}',
    'librechat.yaml': '',
  });
  const ran = await folder.fix([]);
  assert.match(
    ran.stderr,
    /^reading \.mcp\.json \(the nearest one; also here: crush\.json, librechat\.yaml\)$/m,
  );
});
