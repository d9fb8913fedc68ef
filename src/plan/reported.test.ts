import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../packageRoot.js';
import { REPORTED, reportedHits } from './reported.js';

const read = (...parts: string[]): unknown =>
  JSON.parse(readFileSync(join(packageRoot, 'rules', ...parts), 'utf8'));

for (const name of ['reported', 'outcomes']) {
  test(`rules/${name}.json is as its schema says`, () => {
    const schema = read('schema', `${name}.schema.json`);
    assert.ok(typeof schema === 'object' && schema !== null);
    const isRight = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    assert.ok(isRight(read(`${name}.json`)), JSON.stringify(isRight.errors));
  });
}

test('a refusal hits whom it is reported to hit, never whom a measurement has cleared', () => {
  assert.ok(reportedHits('sse-only', 'hello').includes("Claude.ai's connectors (2026-03)"));
  const all = ['missing', 'json-only', 'sse-only', 'wildcard'].flatMap((cell) =>
    reportedHits(cell, 'tools/list'),
  );
  for (const { client, status, by } of REPORTED) {
    if (status === 'reported') continue;
    assert.ok(by !== null, client);
    assert.ok(!all.some((hit) => hit.startsWith(client)), client);
  }
  assert.deepEqual(reportedHits('both', 'hello'), []);
});

test('a client that is right on its first message alone is hit by the later ones', () => {
  assert.deepEqual(reportedHits('missing', 'hello'), []);
  assert.deepEqual(reportedHits('missing', 'tools/list'), ['f/mcptools (2025-07)']);
});
