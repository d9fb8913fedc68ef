import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { recordingChecker } from '../src/judge/builtin.js';
import type { Json, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { recordedRun } from '../src/record/stored.js';
import { contradictions } from './contradictions.js';
import { judged } from './signatures.js';

const checker = await recordingChecker();

const filesIn = (folder: string): [name: string, value: Json][] =>
  readdirSync(join(packageRoot, 'fixtures', folder))
    .filter((file) => file.endsWith('.json') && file !== 'truth.json')
    .map((file) => [file, JSON.parse(readFileSync(join(packageRoot, 'fixtures', folder, file), 'utf8'))]);

describe('one truth in all places', () => {
  for (const [file, recording] of filesIn('fingerprints')) {
    it(`of a server as it was recorded: ${file}`, async () => {
      const { recordings } = recordedRun(recording, file, checker);
      for (const one of recordings) assert.deepEqual(contradictions(await judged(one)), []);
    });
  }

  for (const [file, report] of filesIn('reports')) {
    it(`of a report as it is kept: ${file}`, () => {
      assert.deepEqual(contradictions(report as unknown as Report), []);
    });
  }
});
