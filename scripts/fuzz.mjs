// 6,000 answers read alone, 2,000 answers on the wire, 2,000 configurations and 350 recordings, each with a few bytes or fields changed:
// every one ends in a whole report or in a user error. The same seed makes the same cases. Then edits of random
// documents, of which `npm test` makes a fifth.
//   npm run fuzz -- --seed 7 --only wire:17
//   npm run fuzz -- --for 2h      one seed after the other, each told, until something goes wrong or the time is over
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, only: { type: 'string' }, for: { type: 'string' } },
});
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--unchecked'], { stdio: 'inherit' });
const { fuzz } = await import('../build/test/fuzz/run.js');
const { duration } = await import('../build/src/cli/options/duration.js');
const until = values.for === undefined ? 0 : performance.now() + duration(1, 7 * 86_400_000)(values.for);
for (let seed = values.seed; ; seed = String(Number(seed) + 1)) {
  if (until > 0) console.log(`seed ${seed}`);
  const wrong = await fuzz({ seed, only: values.only ?? null }, console.log);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exit(1);
  if (performance.now() >= until) break;
}
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
