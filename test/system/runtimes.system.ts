import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import type { Report } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { deadPort, listen } from '../hostile/server.js';
import { commandOf, packedInto, RUNTIMES } from './runtimes.js';

/** Sessions and credentials, many faults, a stream that is never answered, events that are misframed. */
const PERSONAS = ['strict', 'faulty', 'get-hangs', 'events-misframed'];
const PATIENCE = ['--timeout', '2s'];

describe('the packed tool', { concurrency: 2 }, () => {
  let folder = '';
  let tool = '';
  let dead = '';
  /** What this Node says. */
  const here = new Map<string, unknown>();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-runtimes-'));
    tool = await packedInto(folder);
    dead = `http://127.0.0.1:${await deadPort()}/mcp`;
    await writeFile(join(folder, 'list.txt'), `${dead}\n`);
    await writeFile(
      join(folder, '.mcp.json'),
      '{"mcpServers":{"a":{"type":"http","url":"http://127.0.0.1:1/mcp","headers":{"Accept":"application/json"}}}}',
    );
    for (const persona of PERSONAS) here.set(persona, await verdictOn([process.execPath], persona, 'here'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const runtime of RUNTIMES) {
    it(`says on ${runtime.name} what it says on this Node`, async () => {
      const command = await commandOf(runtime);
      const mark = runtime.package.replace(/\W/g, '-');
      for (const persona of PERSONAS) {
        assert.deepEqual(await verdictOn(command, persona, mark), here.get(persona), persona);
      }
      const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
        version: string;
      };
      assert.deepEqual(await ran(command, ['--version']), { code: 0, out: `${version}\n`, err: '' });
      const lint = await ran(command, ['lint', '.mcp.json']);
      assert.match(lint.out, /Accept/);
      assert.ok(lint.code === 0 || lint.code === 1, lint.err);
      assert.equal((await ran(command, ['triage', dead, ...PATIENCE])).code, 3);
      const fleet = await ran(command, ['fleet', 'list.txt', '--resume', `${mark}.ndjson`]);
      assert.equal(fleet.code, 3, fleet.err);
      assert.match(fleet.out, /nothing-listens/);
      assert.deepEqual(await interrupted(command), { code: 130, err: '' });
    });
  }

  /** Probes a persona, and checks what was recorded: both say the same. */
  async function verdictOn(command: string[], persona: string, mark: string): Promise<unknown> {
    const file = `${persona}-${mark}.json`;
    const probe = await ran(command, ['probe', '--demo', persona, '--json', '--record', file, ...PATIENCE]);
    assert.equal(probe.err, '', persona);
    const report = JSON.parse(probe.out) as Report;
    const check = await ran(command, ['check', file, '--json']);
    assert.equal(check.out, probe.out);
    assert.equal(check.code, probe.code);
    const [target] = report.targets;
    return {
      code: probe.code,
      diagnosis: target?.diagnosis?.id,
      stance: target?.stance,
      counts: target?.counts,
      requests: target?.requests,
      findings: target?.findings.map(({ rule, stableId }) => [rule, stableId.replace(/:\d+\//, '/')]),
    };
  }

  async function ran(
    command: string[],
    words: string[],
  ): Promise<{ code: number | null; out: string; err: string }> {
    const [program = '', ...before] = command;
    const child = spawn(program, [...before, join(tool, 'bin', 'mcp-accept.js'), ...words], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: child.exitCode, out, err };
  }

  /** Ctrl-C while the server says nothing. */
  async function interrupted(command: string[]): Promise<{ code: number | null; err: string }> {
    const silent = await listen(() => {});
    try {
      const [program = '', ...before] = command;
      const child = spawn(program, [...before, join(tool, 'bin', 'mcp-accept.js'), 'probe', silent.url], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
      });
      void silent.reached.then(() => child.kill('SIGINT'));
      const [, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return { code: child.exitCode, err };
    } finally {
      await silent.close();
    }
  }
});
