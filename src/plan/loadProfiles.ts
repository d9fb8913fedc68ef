import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientProfile } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { compareVersions } from './profiles.js';

let known: readonly ClientProfile[] | null = null;

/** Every client profile of this package: by client, oldest versions first. Read once. */
export async function loadProfiles(): Promise<ClientProfile[]> {
  known ??= readProfiles();
  return [...known];
}

/** Half a hundred small files: a promise for each would take longer than reading them. */
function readProfiles(): ClientProfile[] {
  const dir = join(packageRoot, 'rules', 'clients');
  const files = readdirSync(dir).filter((file) => file.endsWith('.json'));
  const profiles = files.map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as ClientProfile);
  return profiles.sort(
    (a, b) => a.client.localeCompare(b.client) || compareVersions(a.versions.from, b.versions.from),
  );
}
