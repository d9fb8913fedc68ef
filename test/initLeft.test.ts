import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from '../src/demo/server.js';
import { formatNamed, loadFormats } from '../src/targets/config/formats.js';
import { folderWith } from './fixing.js';
import { run } from './hostile/runHere.js';
import { personaOf } from './replaying.js';

describe('init', { concurrency: 2 }, () => {
  it('says what is left to do before the client uses the server', async (test) => {
    const server = await startServer(personaOf({}));
    test.after(() => server.close());
    const { path } = folderWith(test, {});
    const ran = await run(['init', server.url, '--client', 'codex'], { cwd: path, env: { HOME: path } });
    assert.match(ran.stdout, /^once: +Codex reads this file in a trusted folder only, and says nothing/m);
  });

  it('writes into an opencode.jsonc that is there', async (test) => {
    const server = await startServer(personaOf({}));
    test.after(() => server.close());
    const folder = folderWith(test, { 'opencode.jsonc': '{\n  // mine\n}\n' });
    const args = ['init', server.url, '--client', 'opencode', '--name', 'api'];
    const ran = await run(args, { cwd: folder.path, env: { HOME: folder.path } });
    assert.match(ran.stdout, /^written: +opencode\.jsonc$/m);
    assert.match(folder.read('opencode.jsonc'), /\/\/ mine[\s\S]*"api"/);
    assert.deepEqual(folder.names(), ['opencode.jsonc', 'opencode.jsonc.bak']);
  });

  it('knows of every client that was seen to ask first', async () => {
    const formats = await loadFormats();
    for (const client of ['claude-code', 'codex', 'gemini']) {
      assert.notEqual(formatNamed(client, formats).firstUse, null, client);
    }
  });
});
