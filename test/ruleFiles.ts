import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { UserError } from '../src/errors.js';

/** A rule file alone in a folder, for as long as the test. @returns its path */
export async function written(t: TestContext, name: string, value: object): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'mcp-accept-rules-'));
  t.after(() => rm(dir, { recursive: true }));
  const path = join(dir, name);
  await writeFile(path, JSON.stringify(value));
  return path;
}

/** The folder of this file is refused, and the error names the file and what was found in it. */
export function assertRefused(
  load: (dir: string) => Promise<unknown>,
  path: string,
  found: RegExp,
): Promise<void> {
  return assert.rejects(load(dirname(path)), (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.ok(error.detail.where?.startsWith(path), error.detail.where);
    assert.match(error.lines().join('\n'), found);
    return true;
  });
}
