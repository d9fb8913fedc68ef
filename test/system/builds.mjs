/** Builds programs, once for each content of what goes in: a second run finds them in the cache. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolchains } from './toolchains.mjs';

/** @typedef {import('./toolchains.mjs').Program} Program */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/system/', import.meta.url));
/** What is printed of a remedy for a host, and the name that the tests call a server by. */
const HOST = '{{target.host}}';
const PUBLIC = 'mcp.example.com';
/** The last thing that is written to a folder of the cache. */
const DONE = 'built.json';
const SHOWN = ['ignore', 'inherit', 'inherit'];

/**
 * What keeps a toolchain from being used.
 * @param {string} name of a toolchain
 * @returns {string | null} `cargo is missing`, `go is 1.19, and 1.25 is needed`; null where nothing does
 */
export function lacking(name) {
  for (const { command, ask, atLeast } of toolchains[name].needs) {
    const { stdout, stderr, status } = spawnSync(command, [ask], { encoding: 'utf8' });
    if (status !== 0) return `${command} is missing`;
    const [major, minor] = (/(\d+)\.(\d+)/.exec(`${stdout}${stderr}`)?.slice(1) ?? []).map(Number);
    const [leastMajor, leastMinor] = atLeast;
    if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) continue;
    return `${command} is ${major}.${minor}, and ${atLeast.join('.')} is needed`;
  }
  return null;
}

/**
 * The command of a program that was built before.
 * @param {Program} program
 * @returns {string[] | null} null where it was not
 */
export function commandOf(program) {
  const folder = folderOf(program);
  return existsSync(join(folder, DONE)) ? toolchains[program.toolchain].run(program, folder, HERE) : null;
}

/**
 * Builds a program unless that was done.
 * @param {Program} program
 * @returns {Promise<string[]>} its command; rejects where a step of the build fails, and what it printed was shown
 */
export async function build(program) {
  const folder = folderOf(program);
  const { inputs, steps } = toolchains[program.toolchain];
  if (!existsSync(join(folder, DONE))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const input of inputs(program)) {
      const copy = join(folder, basename(input));
      cpSync(join(HERE, input), copy, { recursive: true });
      if (statSync(copy).isFile()) writeFileSync(copy, readFileSync(copy, 'utf8').replaceAll(HOST, PUBLIC));
    }
    const env = { ...process.env, CARGO_TARGET_DIR: join(CACHE, 'rust', 'target') };
    for (const [command, ...words] of steps(program)) {
      await finished(spawn(resolved(command, folder), words, { cwd: folder, env, stdio: SHOWN }));
    }
    writeFileSync(join(folder, DONE), `${JSON.stringify(program, null, 2)}\n`);
  }
  return toolchains[program.toolchain].run(program, folder, HERE);
}

function finished(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`${child.spawnargs.join(' ')} ended with status ${status}`));
    });
  });
}

/** A command with a folder in it is one that an earlier step has made. */
function resolved(command, folder) {
  return command === basename(command) ? command : join(folder, command);
}

function folderOf(program) {
  const { inputs, steps } = toolchains[program.toolchain];
  const hash = createHash('sha256').update(JSON.stringify(steps(program)));
  for (const file of inputs(program).flatMap((input) => filesIn(join(HERE, input))))
    hash.update(readFileSync(file));
  const name = `${program.manifest.replace(/[^\w.]+/g, '-')}-${hash.digest('hex').slice(0, 12)}`;
  return join(CACHE, program.toolchain, name);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true }).sort();
  return names.map((name) => join(path, name)).filter((file) => statSync(file).isFile());
}
