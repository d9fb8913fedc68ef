import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Json, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { contradictions } from './contradictions.js';

const filesIn = (folder: string): [name: string, value: Json][] =>
  readdirSync(join(packageRoot, 'fixtures', folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, JSON.parse(readFileSync(join(packageRoot, 'fixtures', folder, file), 'utf8'))]);

describe('one truth in all places', () => {
  for (const [file, report] of filesIn('reports')) {
    it(`of a report as it is kept: ${file}`, () => {
      assert.deepEqual(contradictions(report as unknown as Report), []);
    });
  }
});
