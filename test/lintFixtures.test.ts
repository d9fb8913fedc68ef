import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { lintConfig } from '../src/judge/configLint.js';
import { loadConfigRules } from '../src/judge/load.js';
import { observeConfig } from '../src/observe/config.js';
import { packageRoot } from '../src/packageRoot.js';
import { recordedClient } from '../src/run/recordedClient.js';
import { readConfig } from '../src/targets/config/entries.js';
import { loadFormats } from '../src/targets/config/formats.js';

/** One folder per format: a file at the path that its client reads, and what is found in it, line by line. */
const FOLDER = join(packageRoot, 'fixtures', 'lint');
const ENV = { NOTES_TOKEN: 'a-token', NOTES_KEY: '' };

const formats = await loadFormats();
const rules = await loadConfigRules(join(packageRoot, 'rules', 'config'));
const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'found.txt')
  .map((entry) => join(entry.parentPath, entry.name));

test('every format has a file here', () => {
  const folders = readdirSync(FOLDER).sort();
  assert.deepEqual(folders, formats.map(({ id }) => id).sort());
  assert.equal(files.length, folders.length);
});

for (const path of files) {
  const [folder = ''] = path.slice(FOLDER.length + 1).split('/');
  test(`${folder}: exactly what is wrong in it is found, at its place (UPDATE_GOLDEN=1 records anew)`, async () => {
    const file = await readConfig({ path, text: readFileSync(path, 'utf8'), env: ENV }, formats);
    assert.equal(file.format.id, folder);
    const profile = await recordedClient(file.format, undefined);
    const observation = observeConfig(file, { profile, inContainer: false });
    const found = lintConfig(rules, observation, 'recommended', '.mcp.json').map(
      ({ line, column, severity, rule, message, edit }) =>
        `${line}:${column} ${severity} ${rule}: ${message}${edit === null ? '' : `\n    ${said(edit)}`}\n`,
    );
    const golden = join(FOLDER, folder, 'found.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, found.join(''));
    assert.equal(found.join(''), readFileSync(golden, 'utf8'));
    assert.ok(dirname(path).startsWith(FOLDER));
  });
}

function said({ path, value }: { path: string[]; value?: unknown }): string {
  return `${path.join(' > ')}: ${value === undefined ? 'removed' : JSON.stringify(value)}`;
}
