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
  return profiles.sort(byClientAndVersion);
}

/** By code units: to compare as a language does, Node first loads all that it knows of languages. */
function byClientAndVersion(a: ClientProfile, b: ClientProfile): number {
  if (a.client === b.client) return compareVersions(a.versions.from, b.versions.from);
  return a.client < b.client ? -1 : 1;
}
