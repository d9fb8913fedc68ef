// 2,000 answers on the wire, 2,000 configurations and 350 recordings, each with a few bytes or fields changed:
// every one ends in a whole report or in a user error. The same seed makes the same cases. Then edits of random
// documents, of which `npm test` makes a fifth.
//   npm run fuzz -- --seed 7 --only wire:17
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, only: { type: 'string' } },
});
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--unchecked'], { stdio: 'inherit' });
const { fuzz } = await import('../build/test/fuzz/run.js');
const wrong = await fuzz({ seed: values.seed, only: values.only ?? null }, console.log);
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
if (values.only !== undefined) process.exit(0);
const documents = ['json', 'toml', 'yaml'].map((kind) =>
  join('build', 'src', 'remedy', 'edits', `${kind}Edits.test.js`),
);
const env = { ...process.env, EVERY_DOCUMENT: '1' };
execFileSync(process.execPath, ['--no-warnings', '--test', ...documents], {
  cwd: root,
  env,
  stdio: 'inherit',
});
