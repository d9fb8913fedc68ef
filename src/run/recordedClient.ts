import { UserError } from '../errors.js';
import type { Bridge, ClientProfile, Format } from '../model.js';
import { loadProfiles } from '../plan/loadProfiles.js';
import { newestOf, selectProfiles } from '../plan/profiles.js';
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

/**
 * What bridges were recorded to do: the version that an entry pins, where it was recorded, else the newest. One
 * that was not recorded at all is null.
 */
export async function recordedBridges(): Promise<(bridge: Bridge) => ClientProfile | null> {
  const profiles = await loadProfiles();
  return ({ client, version }) => {
    const newest = newestOf(profiles, client);
    if (newest === null || version === null) return newest;
    try {
      return selectProfiles(profiles, [`${client}@${version}`])[0] ?? newest;
    } catch (error) {
      if (error instanceof UserError) return newest;
      throw error;
    }
  };
}
