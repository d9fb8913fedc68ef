import { UserError } from '../errors.js';
import type { Asked, ClientProfile, Format } from '../model.js';
import { nearest } from '../nearest.js';
import { loadProfiles } from '../plan/loadProfiles.js';
import { newestOf, selectProfiles } from '../plan/profiles.js';
import { BRIDGE } from '../remedy/advice/dialect.js';
import { formatCalled, loadFormats } from '../targets/config/formats.js';

/** For each request. */
export const TIMEOUT_MS = 10_000;

export interface ChosenClients {
  /** What is replayed. */
  profiles: ClientProfile[];
  /** The id of the profile of the user's own client, or null. */
  yours: string | null;
  /** The same where it was named, not only read from a file. */
  named: string | null;
  /** The format in whose words the hints are, by id, or null. */
  client: string | null;
}

/** Nobody asked for any. */
export const NO_CLIENTS: ChosenClients = { profiles: [], yours: null, named: null, client: null };

/**
 * Which clients are replayed, and whose words the hints are in: `--clients` replays the newest of each,
 * a configuration its own client, `--client` the one that it names.
 */
export async function chooseClients(
  { clients, client, profile }: { clients?: true; client?: string; profile?: string },
  format: Format | null,
): Promise<ChosenClients> {
  if (clients !== true && client === undefined && profile === undefined && format === null) {
    return NO_CLIENTS;
  }
  const own = profile === undefined ? null : await profileIn(profile);
  const profiles = withOwn(await loadProfiles(), own);
  const named = client === undefined ? format : await formatNamed(client, profiles);
  const mine = own ?? ownProfile(client, named, profiles);
  // An older version than the newest: whether an update helps is worth knowing.
  const update = mine === null ? null : newestOf(profiles, mine.client);
  const wanted = clients === true ? newestOfEach(profiles) : update === null ? [] : [update];
  return {
    profiles: [...(mine === null ? [] : [mine]), ...wanted.filter((profile) => profile !== mine)],
    yours: mine?.id ?? null,
    named: client === undefined && own === null ? null : (mine?.id ?? null),
    client: named?.id ?? null,
  };
}

/** A profile of the user's own. @throws {UserError} for a file that is none */
export async function profileIn(path: string): Promise<ClientProfile> {
  const { readProfile } = await import('../judge/profile.js');
  return readProfile(path);
}

/** A profile of the user's own stands in for one of the same id. */
export function withOwn(profiles: readonly ClientProfile[], own: ClientProfile | null): ClientProfile[] {
  return own === null ? [...profiles] : [...profiles.filter(({ id }) => id !== own.id), own];
}

/** What a user says of a run; what is left out is as it is by default. */
type Said = { [K in Exclude<keyof Asked, 'clients' | 'yours' | 'client'>]?: Asked[K] | undefined };

/** What is asked of a server, and of these clients. */
export function askedOf({ profiles, yours, client }: ChosenClients, said: Said): Asked {
  return {
    depth: said.depth ?? 'default',
    era: said.era ?? 'auto',
    ruleset: said.ruleset ?? 'recommended',
    failOn: said.failOn ?? 'error',
    timeoutMs: said.timeoutMs ?? TIMEOUT_MS,
    burst: said.burst ?? 0,
    clients: profiles.map(({ id }) => id),
    yours,
    client,
    ...(said.secondUser === true ? { secondUser: true } : {}),
  };
}

/**
 * The profile of the client that was named, or that reads the format; null where none was recorded. What
 * reaches no server by itself comes through the bridge, so it is the bridge that must connect.
 */
function ownProfile(
  client: string | undefined,
  format: Format | null,
  profiles: readonly ClientProfile[],
): ClientProfile | null {
  const byFormat = client === undefined || client === format?.id;
  if (byFormat && format?.remote === false) return newestOf(profiles, BRIDGE);
  const name = byFormat ? (format?.client ?? null) : client;
  return name === null ? null : (selectProfiles(profiles, [name])[0] ?? null);
}

/** The format of that id, or of the client of that name; null for a client that has no configuration. */
async function formatNamed(name: string, profiles: readonly ClientProfile[]): Promise<Format | null> {
  const formats = await loadFormats();
  const client = name.split('@')[0] ?? name;
  const found = formatCalled(client, formats);
  if (found !== null) return found;
  const clients = [...new Set(profiles.map((profile) => profile.client))];
  if (clients.includes(client)) return null;
  const known = [...new Set([...formats.map(({ id }) => id), ...clients])];
  const near = nearest(name, known);
  throw new UserError(`there is no client called ${name}`, {
    where: '--client',
    whatToDo:
      near.length > 0 ? `did you mean ${near.join(' or ')}?` : '`mcp-accept clients` lists what was recorded',
  });
}

function newestOfEach(profiles: readonly ClientProfile[]): ClientProfile[] {
  const clients = [...new Set(profiles.map(({ client }) => client))];
  return clients.flatMap((client) => newestOf(profiles, client) ?? []);
}
