import assert from 'node:assert/strict';
import { linkSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { folderWith, strict, template } from './fixing.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';

describe('a file that is read is never written over', { concurrency: 4 }, () => {
  for (const args of [
    ['lint', 'x.json', '--output', 'x.json'],
    ['lint', '--output', './.mcp.json'],
    ['lint', 'x.json', '--output', 'link.json'],
    ['lint', 'x.json', '--env-file', '.env', '--output', '.env'],
    ['fix', 'x.json', '--output', 'x.json'],
    ['fix', 'x.json', '--output', 'hard.json', '--write'],
    ['probe', '--config', 'x.json', '--record', 'x.json'],
    ['probe', '--config', 'x.json', '--output', 'd/../x.json'],
    ['clients', '--config', 'x.json', '--record', 'link.json'],
    ['clients', '--output', '.mcp.json', '--server', 'api'],
    ['check', 'run.json', '--output', 'run.json'],
  ]) {
    it(args.join(' '), async (test) => {
      const server = await listen(strict);
      test.after(() => server.close());
      const text = template(server.url);
      const files = { 'x.json': text, '.mcp.json': text, '.env': 'A=b\n', 'run.json': '{}', 'd/y': '' };
      const folder = folderWith(test, files);
      symlinkSync('x.json', folder.at('link.json'));
      linkSync(folder.at('x.json'), folder.at('hard.json'));
      const ran = await run(args, { cwd: folder.path, env: { HOME: folder.path } });
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      assert.match(ran.stderr, /this file is read, and would be written over\n/);
      assert.equal(server.received.length, 0);
      for (const [name, before] of Object.entries(files)) assert.equal(folder.read(name), before, name);
    });
  }
});
