import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Report } from '../src/model.js';
import { run } from './hostile/runHere.js';
import { deadPort } from './hostile/server.js';

it('a dead port: nobody is counted who was not asked, no matrix is claimed, and the port is named where the URL names none', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-page-'));
  t.after(() => rm(folder, { recursive: true }));
  const url = `http://127.0.0.1:${await deadPort()}/mcp`;
  const page = (await run(['triage', url, '--repeat', '1'])).stdout.replace(/\s+/g, ' ');
  assert.match(page, / who \d+ clients: not sent: the server cannot be reached /);
  assert.doesNotMatch(page, /the matrix of Accept headers/);

  const file = join(folder, 'dead.json');
  await run(['probe', url, '--quick', '--record', file]);
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(url, 'http://127.0.0.1/mcp'));
  const report = JSON.parse((await run(['check', file, '--json'])).stdout) as Report;
  assert.match(report.targets[0]?.diagnosis?.tellApart ?? '', /\(nothing on 80: start/);
});

it('an empty log is told apart from one that cannot be read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-page-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'empty.log'), '');
  const { stdout } = await run(['triage', '--log', join(folder, 'empty.log')]);
  assert.match(stdout.replace(/\s+/g, ' '), /The log is empty do 1\. The server may write to another file/);
  assert.doesNotMatch(stdout, /log_format/);
  const { stderr } = await run(['triage', '--log', folder]);
  assert.doesNotMatch(stderr, /mcp\.json/);
});
