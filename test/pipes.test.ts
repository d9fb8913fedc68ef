import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { check } from '../src/cli/check.js';
import { refuseOverwriting } from '../src/cli/overwriting.js';
import { UserError } from '../src/errors.js';
import { createWriter } from '../src/report/writer.js';
import { rulesFor } from '../src/run/judging.js';
import { readEnvFile } from '../src/targets/config/envFile.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-accept-pipes-'));
after(() => rmSync(folder, { recursive: true }));
const pipe = join(folder, 'pipe.json');
const made = spawnSync('mkfifo', [pipe]).status === 0;
const context = { writer: createWriter(process), process };

/** Measured before: each of these waited for ever. */
describe('a named pipe at whose other end nobody is', { skip: made ? false : 'no mkfifo' }, () => {
  for (const [where, use] of [
    ['as a recording', () => check(context, pipe, { format: 'json', color: false })],
    ['as a file of variables', () => readEnvFile(pipe)],
    ['among the rules', () => rulesFor(folder)],
    ['for what is recorded', () => refuseOverwriting([], [undefined, pipe])],
  ] as const) {
    it(`is refused ${where}, before it is opened`, () =>
      assert.rejects(use, (error) => {
        assert.ok(error instanceof UserError, String(error));
        assert.deepEqual([error.detail.where, error.detail.found], [pipe, 'a named pipe']);
        return true;
      }));
  }

  it('one that the shell has opened is none: somebody is there', async () => {
    writeFileSync(join(folder, 'out'), '');
    await refuseOverwriting([], ['/dev/stdout', '/dev/fd/1']);
  });
});
