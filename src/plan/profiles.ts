import { UserError } from '../errors.js';
import type { ClientProfile } from '../model.js';
import { nearest } from '../nearest.js';
import { oncePer } from '../once.js';

const VERSION = /^\d+\.\d+\.\d+$/;

/** The profile of a client's newest versions, or null. */
export function newestOf(profiles: readonly ClientProfile[], client: string): ClientProfile | null {
  const own = profiles.filter((profile) => profile.client === client);
  return own.sort((a, b) => compareVersions(a.versions.from, b.versions.from)).at(-1) ?? null;
}

/** The profile of the newest versions of each client, in the order in which the clients are first named. */
export const newestOfEach = oncePer((profiles: readonly ClientProfile[]): ClientProfile[] => {
  const newest = new Map<string, ClientProfile>();
  for (const profile of profiles) {
    const other = newest.get(profile.client);
    const older = other !== undefined && compareVersions(other.versions.from, profile.versions.from) > 0;
    if (!older) newest.set(profile.client, profile);
  }
  return [...newest.values()];
});

/**
 * The profiles that were named: `claude-code` is the newest, `claude-code@2.0.77` the range that holds it.
 * @throws {UserError} for a client or a version that was not recorded
 */
export function selectProfiles(
  profiles: readonly ClientProfile[],
  names: readonly string[],
): ClientProfile[] {
  return [...new Set(names.map((name) => selectOne(profiles, name)))];
}

/** `2.1.274 and later`, `1.0.128 to 2.0.0`, `2.0.30`. */
export function versionWords({ versions: { from, to } }: ClientProfile): string {
  if (to === null) return `${from} and later`;
  return from === to ? from : `${from} to ${to}`;
}

/** By number, part by part: negative where `a` is the older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const differing = [0, 1, 2].map((part) => (left?.[part] ?? 0) - (right?.[part] ?? 0));
  return differing.find((difference) => difference !== 0) ?? 0;
}

function selectOne(profiles: readonly ClientProfile[], name: string): ClientProfile {
  const [client = '', version] = name.split('@', 2);
  const newest = newestOf(profiles, client);
  if (newest === null) throw unknownClient(profiles, name, client);
  if (version === undefined) return newest;
  const own = profiles.filter((profile) => profile.client === client);
  // A version that was recorded later is the end of an older open range.
  const holding = newestOf(
    own.filter((profile) => holds(profile, version)),
    client,
  );
  if (holding !== null) return holding;
  const near = nearestTo(own, version);
  throw new UserError('this version of the client was not recorded', {
    found: name,
    whatToDo: `${near === null ? '' : `the nearest that was is ${client}@${near.versions.from}; `}recorded are ${own.map(versionWords).join(', ')}: name one of these, or ${client} for the newest`,
  });
}

/**
 * The range before a version, or where there is none the one after it: between two ranges a client may do as either
 * does, and what it does was changed at some release after the earlier one. Null for what is no version.
 */
function nearestTo(own: readonly ClientProfile[], version: string): ClientProfile | null {
  if (!VERSION.test(version)) return null;
  const inOrder = [...own].sort((a, b) => compareVersions(a.versions.from, b.versions.from));
  const before = inOrder.filter(({ versions }) => compareVersions(versions.from, version) <= 0);
  return before.at(-1) ?? inOrder[0] ?? null;
}

function holds({ versions: { from, to } }: ClientProfile, version: string): boolean {
  if (!VERSION.test(version)) return false;
  return compareVersions(from, version) <= 0 && (to === null || compareVersions(version, to) <= 0);
}

function unknownClient(profiles: readonly ClientProfile[], name: string, client: string): UserError {
  const clients = [...new Set(profiles.map((profile) => profile.client))];
  const near = nearest(client.toLowerCase(), clients);
  return new UserError('no such client was recorded', {
    found: name,
    whatToDo:
      near.length > 0 ? `did you mean ${near.join(' or ')}?` : `name one of these: ${clients.join(', ')}`,
  });
}
