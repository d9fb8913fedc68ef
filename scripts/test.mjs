// Builds, then runs every test, or those of the files that are named: these without checking types first.
// Node 20 takes no patterns, so the files are found here. Those that need more than Node are named *.system.ts
// and left to `npm run test:system`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
run(['scripts/build.mjs', ...(wanted.length === 0 ? [] : ['--unchecked'])]);

const files = readdirSync(join(root, 'build'), { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .map((file) => join('build', file))
  .sort();
if (files.length === 0) {
  console.error(`test: no file has ${wanted.join(' or ')} in its path`);
  process.exit(2);
}
// Many tests wait for servers: two files at once, also on two cores, where Node runs one.
const atOnce = `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`;
run(['--no-warnings', '--test', atOnce, ...files]);

/** Runs Node; a failure is the end. */
function run(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
