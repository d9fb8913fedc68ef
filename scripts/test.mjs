// Runs every test of the build; Node 20 takes no patterns, so the files are found here.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'build'), { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .map((file) => join('build', file))
  .sort();
// Many tests wait for servers: two files at once, also on two cores, where Node runs one.
const atOnce = `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`;
const { status } = spawnSync(process.execPath, ['--no-warnings', '--test', atOnce, ...files], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
