import type { ClientProfile, Format } from '../model.js';
import { loadProfiles, newestOf, selectProfiles } from '../plan/profiles.js';
import { profileIn } from './chosenClients.js';

/**
 * What the client of a format was recorded to do: the version that was named (`claude-code@2.0.77`), else the
 * newest; null where it was not recorded.
 * @param own the file of a profile of the user's own, which goes before
 * @throws {UserError} for a version that was not recorded, or a file that is no profile
 */
export async function recordedClient(
  format: Format,
  named: string | undefined,
  own: string | undefined = undefined,
): Promise<ClientProfile | null> {
  if (own !== undefined) return profileIn(own);
  const profiles = await loadProfiles();
  if (named?.includes('@') === true) return selectProfiles(profiles, [named])[0] ?? null;
  return format.client === null ? null : newestOf(profiles, format.client);
}
