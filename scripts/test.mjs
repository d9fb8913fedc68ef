// Builds, then runs every test, or those of the files that are named: these without checking types first.
// Node 20 takes no patterns, so the files are found here. Those that need more than Node are named *.system.ts
// and left to `npm run test:system`.
//
// A process for each file would spend more on loading and warming up the same modules than on most tests. So files
// share a process, each as a suite with its own name, one after the other.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
run(['scripts/build.mjs', ...(wanted.length === 0 ? [] : ['--unchecked'])]);

const files = readdirSync(join(root, 'build'), { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .map((file) => file.replaceAll(sep, '/'))
  .sort();
if (files.length === 0) {
  console.error(`test: no file has ${wanted.join(' or ')} in its path`);
  process.exit(2);
}
// Many tests wait for servers: more processes than cores, and enough of them that none is left over at the end.
const atOnce = availableParallelism() + 1;
const folder = join(root, 'build', 'together');
mkdirSync(folder);
const processes = dealt(files, atOnce * 5).map((some, index) => {
  const file = join(folder, `${index}.js`);
  writeFileSync(file, `import { describe } from 'node:test';\n${some.map(suite).join('')}`);
  return file;
});
run(['--no-warnings', '--test', `--test-concurrency=${atOnce}`, ...processes]);

/** To each process in turn, so that neighbours, which are alike, are spread. */
function dealt(all, most) {
  const hands = Array.from({ length: Math.min(most, all.length) }, () => []);
  for (const [index, one] of all.entries()) hands[index % hands.length].push(one);
  return hands;
}

/** A failing test is told with the place in its own file; this says it of the others, and of a file that does not load. */
function suite(file) {
  return `await describe('${file.replace(/js$/, 'ts')}', async () => void (await import('../${file}')));\n`;
}

/** Runs Node; a failure is the end. */
function run(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
