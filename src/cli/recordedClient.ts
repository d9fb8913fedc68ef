import type { ClientProfile, Format } from '../model.js';
import { loadProfiles, newestOf, selectProfiles } from '../plan/profiles.js';

/**
 * What the client of a format was recorded to do: the version that was named (`claude-code@2.0.77`), else the
 * newest; null where it was not recorded.
 * @throws {UserError} for a version that was not recorded
 */
export async function recordedClient(
  format: Format,
  named: string | undefined,
): Promise<ClientProfile | null> {
  const profiles = await loadProfiles();
  if (named?.includes('@') === true) return selectProfiles(profiles, [named])[0] ?? null;
  return format.client === null ? null : newestOf(profiles, format.client);
}
