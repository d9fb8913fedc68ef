import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { packageRoot } from '../src/packageRoot.js';

it('what a rule may ask for is what the types of the facts say: the schemas are written from them', () => {
  const words = [join(packageRoot, 'scripts', 'schemas.mjs'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
