import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDigests } from './digests.js';

test('what was added is there, and nothing else is', () => {
  const digests = createDigests();
  for (let at = 0; at < 5000; at += 1) assert.equal(digests.add(`https://${at}.example/mcp`), true);
  for (let at = 0; at < 5000; at += 1) assert.equal(digests.add(`https://${at}.example/mcp`), false);
  assert.equal(digests.size(), 5000);
  assert.equal(digests.has('https://4999.example/mcp'), true);
  assert.equal(digests.has('https://5000.example/mcp'), false);
});
