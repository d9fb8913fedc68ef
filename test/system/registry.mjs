/** Programs that the registry has ready, each installed once, into the cache. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CACHE = fileURLToPath(new URL('../../.cache/registry/', import.meta.url));
const OPTIONS = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--omit=optional', '--prefix'];
const run = promisify(execFile);

/**
 * Several processes may ask for the same one at once: each installs it beside, and who is first keeps it.
 * @param {string} spec `opencode-linux-x64@1.18.33`: one exact version
 * @returns {Promise<string>} the folder of the package
 */
export async function installed(spec) {
  const folder = join(CACHE, spec.replace(/[/@]/g, '_'));
  if (!existsSync(folder)) {
    await mkdir(CACHE, { recursive: true });
    const beside = await mkdtemp(`${folder}.`);
    try {
      await run('npm', ['install', ...OPTIONS, beside, spec]);
      await rename(beside, folder).catch((error) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  }
  return join(folder, 'node_modules', spec.replace(/(?<=.)@[^@]*$/, ''));
}
