import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { nearestConfig, projectFileIn } from './find.js';
import { formatNamed, loadFormats, projectFilesOf } from './formats.js';

const formats = await loadFormats();
const opencode = formatNamed('opencode', formats);

async function folderWith(test: TestContext, names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-find-'));
  test.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'below'));
  for (const name of names) await writeFile(join(folder, name), '{}');
  return folder;
}

describe('the file of a project', () => {
  for (const [there, wanted] of [
    [[], 'opencode.json'],
    [['opencode.json'], 'opencode.json'],
    [['opencode.jsonc'], 'opencode.jsonc'],
    [['opencode.json', 'opencode.jsonc'], 'opencode.json'],
  ] as const) {
    it(`of opencode is ${wanted}, where ${there.join(' and ') || 'neither'} is there`, async (test) => {
      const folder = await folderWith(test, [...there]);
      assert.equal(await projectFileIn(folder, opencode), wanted);
      const nearest = await nearestConfig(join(folder, 'below'), projectFilesOf(opencode));
      assert.equal(nearest, there.length === 0 ? null : join(folder, wanted));
    });
  }
});
