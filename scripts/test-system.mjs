// Runs the tests that need other languages than ours (test/system/ and test/interop/, files named *.system.ts, which
// `npm test` leaves out): builds the programs that they talk to, then runs those of the files that are named, or all.
// A toolchain that is missing is named and what needs it skipped; where CI is set nothing may be.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, commandOf, lacking } from '../test/system/builds.mjs';
import { programs } from '../test/system/programs.mjs';
import { noReaders, readers } from '../test/system/readers.mjs';
import { toolchains } from '../test/system/toolchains.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);

const absent = Object.keys(toolchains).flatMap((name) => {
  const reason = lacking(name);
  return reason === null ? [] : [{ name, reason }];
});
for (const { name, reason } of absent) {
  const count = programs.filter(({ toolchain }) => toolchain === name).length;
  console.error(`system: ${reason}, so the ${count} programs in ${name} are skipped`);
}
if (process.env.CI && absent.length > 0) {
  console.error('system: CI is set, so nothing may be skipped: install what is missing');
  process.exit(1);
}

const missing = programs.filter(
  (program) =>
    !program.seldom && !absent.some(({ name }) => name === program.toolchain) && commandOf(program) === null,
);
await Promise.all(lanesOf(missing).map(buildInTurn));
// Before the tests, which would fetch them twice at once.
if (noReaders === false) await readers();

run(['scripts/build.mjs', '--unchecked']);
const files = readdirSync(join(root, 'build', 'test'), { recursive: true })
  .filter((file) => file.endsWith('.system.js'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .map((file) => join('build', 'test', file))
  .sort();
if (files.length === 0) {
  console.error(`system: no file has ${wanted.join(' or ')} in its name`);
  process.exit(2);
}
run(['--no-warnings', '--test', '--test-concurrency=2', ...files]);

/** What is downloaded beside what is compiled: two lanes, in which no toolchain's cache is written to twice at once. */
function lanesOf(all) {
  const downloads = all.filter(({ toolchain }) => ['python', 'node'].includes(toolchain));
  return [downloads, all.filter((program) => !downloads.includes(program))];
}

async function buildInTurn(lane) {
  for (const program of lane) {
    const since = Date.now();
    console.error(`system: building ${program.name}`);
    await build(program);
    console.error(`system: built ${program.name} in ${Math.round((Date.now() - since) / 1000)} s`);
  }
}

/** Runs Node; a failure is the end. */
function run(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
