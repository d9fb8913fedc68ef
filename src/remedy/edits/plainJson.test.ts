import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../packageRoot.js';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { applyEdits } from './edits.js';

interface Case {
  name: string;
  path: string;
  text: string;
  /** `3:31 trailing-comma`. */
  refusals: string[];
  plain: string;
}

const cases: Case[] = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'configs', 'dropped.json'), 'utf8'),
);
const formats = await loadFormats();

describe('a file that its client drops whole is read all the same, and what spoils it is taken out', () => {
  for (const { name, path, text, refusals, plain } of cases) {
    it(name, async () => {
      const file = await readConfig({ path, text, env: {} }, formats);
      const said = file.refusals.map(({ kind, place }) => `${place.line}:${place.column} ${kind}`);
      assert.deepEqual(said, refusals);
      const edited = await applyEdits(text, file.format.syntax, [{ plain: true }]);
      assert.equal(edited, plain);
      const again = await readConfig({ path, text: edited, env: {} }, formats);
      const between = again.refusals.filter((refusal) => refusal.path.length === 0);
      assert.deepEqual(between, []);
    });
  }
});
