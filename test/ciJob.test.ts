import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith } from './fixing.js';

const FORMATS = ['json', 'sarif', 'junit', 'markdown', 'html'];

/** A step of a job: a shell without a terminal. @returns its exit code */
function step(cwd: string, line: string): Promise<number> {
  const program = `"${process.execPath}" "${join(packageRoot, 'bin', 'mcp-accept.js')}"`;
  const words = ['--norc', '-c', line.replaceAll('mcp-accept', program)];
  return new Promise((resolve) => {
    execFile('bash', words, { cwd, env: { ...process.env, CI: 'true' } }, (error) =>
      resolve(typeof error?.code === 'number' ? error.code : 0),
    );
  });
}

it('a job waits for its server, fails on the finding, leaves five reports, and passes with a baseline until its day is over', async (test) => {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'bare-406');
  const reserved = await startServer(persona);
  const port = Number(new URL(reserved.url).port);
  await reserved.close();
  const { path, at } = folderWith(test, {});
  const probe = `mcp-accept ${reserved.url} --header 'Authorization: Bearer demo-token' --fail-on warning`;
  const reports = FORMATS.map((name) => `--report ${name}:r.${name}`).join(' ');
  const waiting = step(path, `${probe} --wait 30s ${reports}`);
  const late = await new Promise<Awaited<ReturnType<typeof startServer>>>((resolve, reject) => {
    setTimeout(() => startServer(persona, { port }).then(resolve, reject), 3000);
  });
  test.after(() => late.close());
  assert.equal(await waiting, 1);
  for (const name of FORMATS) assert.ok(existsSync(at(`r.${name}`)), name);
  assert.equal(await step(path, "mcp-accept baseline update r.json --baseline b.json --reason 'known'"), 0);
  assert.equal(await step(path, `${probe} --baseline b.json`), 0);
  assert.equal(await step(path, 'sed -i \'s/"expires": null/"expires": "2020-01-01"/\' b.json'), 0);
  assert.equal(await step(path, `${probe} --baseline b.json`), 1);
});
