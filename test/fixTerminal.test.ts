import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { type Folder, folderWith, strict, template } from './fixing.js';
import { BIN } from './hostile/run.js';
import { listen } from './hostile/server.js';

const hasScript = spawnSync('script', ['--version']).status === 0;

describe('fix on a terminal', { skip: hasScript ? false : 'no `script` to make a terminal with' }, () => {
  for (const [answer, code, changed] of [
    ['y\n', 0, true],
    ['\n', 1, false],
    ['nope\n', 1, false],
    ['\u0004', 1, false],
    ['\u0003', 130, false],
  ] as const) {
    it(`shows the change and asks once: ${JSON.stringify(answer)} is ${changed ? 'a yes' : 'none'}`, async (test) => {
      const server = await listen(strict);
      test.after(() => server.close());
      const text = template(server.url);
      const folder = folderWith(test, { '.mcp.json': text });
      const { output, status } = await onTerminal(folder, answer);
      assert.match(
        output,
        /to be mended[\s\S]*-.*"MCP-Protocol-Version"[\s\S]*Write these changes to \.mcp\.json\? \[y\/N\]/,
      );
      assert.equal(status, code, output);
      assert.equal(folder.read('.mcp.json') !== text, changed);
      assert.deepEqual(folder.names(), changed ? ['.mcp.json', '.mcp.json.bak'] : ['.mcp.json']);
    });
  }
});

/** Runs `fix` on a pseudo-terminal and types the answer when it is asked. */
async function onTerminal(
  folder: Folder,
  answer: string,
): Promise<{ output: string; status: number | null }> {
  const env = { PATH: process.env['PATH'], HOME: folder.path, TERM: 'xterm', SHELL: '/bin/sh' };
  const command = `stty cols 100; exec "${process.execPath}" "${BIN}" fix`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], { cwd: folder.path, env });
  let output = '';
  let answered = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += stripVTControlCharacters(text);
    if (answered || !output.includes('[y/N]')) return;
    answered = true;
    child.stdin.write(answer);
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output, status };
}
