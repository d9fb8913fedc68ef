import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from './packageRoot.js';

test('the package root is the folder of our own package.json', () => {
  const { name } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  assert.equal(name, 'mcp-accept');
});
