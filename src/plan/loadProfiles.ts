import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientProfile } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { compareVersions } from './profiles.js';

/** Every client profile of this package: by client, oldest versions first. */
export async function loadProfiles(): Promise<ClientProfile[]> {
  const dir = join(packageRoot, 'rules', 'clients');
  const files = (await readdir(dir)).filter((file) => file.endsWith('.json'));
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
  const profiles = texts.map((text) => JSON.parse(text) as ClientProfile);
  return profiles.sort(
    (a, b) => a.client.localeCompare(b.client) || compareVersions(a.versions.from, b.versions.from),
  );
}
