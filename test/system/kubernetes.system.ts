import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/packageRoot.js';

const run = promisify(execFile);
const VERSION = '1.37.0';
const folder = join(packageRoot, '.cache', `kubernetes-validate-${VERSION}`);
const program = join(folder, 'bin', 'kubernetes-validate');

/** The schemas of Kubernetes come with it: nothing is asked of a cluster. */
async function validated(file: string): Promise<{ code: number; said: string }> {
  if (!existsSync(program)) {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `kubernetes-validate==${VERSION}`]);
  }
  try {
    const { stdout, stderr } = await run(program, ['--strict', file]);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error)) throw error;
    return { code: Number(error.code), said: String(error.stdout) };
  }
}

it('the Kubernetes manifest is what the API takes, and a wrong one is found', async (test) => {
  const file = join(packageRoot, 'docs', 'ci', 'kubernetes-fleet.yml');
  assert.deepEqual((await validated(file)).code, 0);
  const other = await mkdtemp(join(tmpdir(), 'mcp-accept-kubernetes-'));
  test.after(() => rm(other, { recursive: true, force: true }));
  const text = await readFile(file, 'utf8');
  for (const [right, wrong] of [
    ['backoffLimitPerIndex: 3', 'backoffLimitPerIndex: three'],
    ['completionMode: Indexed', 'completionsMode: Indexed'],
  ] as const) {
    await writeFile(join(other, 'wrong.yml'), text.replace(right, wrong));
    assert.notEqual((await validated(join(other, 'wrong.yml'))).code, 0, wrong);
  }
});
