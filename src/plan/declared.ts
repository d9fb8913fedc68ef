import type { ClientProfile, ClientStep, Target } from '../model.js';

const STREAM: ClientStep['headers'] = [['Accept', 'text/event-stream']];

/**
 * The profiles as an entry declares its transport: the user's own client, told of the old HTTP+SSE transport,
 * sends no POST first. Other clients have entries of their own.
 * @param yours the id of the user's own profile, or null
 */
export function asDeclared(
  profiles: readonly ClientProfile[],
  transport: Target['transport'],
  yours: string | null,
): ClientProfile[] {
  const own = profiles.find(({ id }) => id === yours)?.client ?? null;
  return profiles.map((profile) =>
    transport === 'sse' && profile.client === own ? overOldTransport(profile) : profile,
  );
}

/** A GET for the stream, whose first event names where to POST, and the hello that goes there. */
function overOldTransport(profile: ClientProfile): ClientProfile {
  const headers = profile.reactions.sseFallback?.gets[0]?.headers ?? STREAM;
  const get: ClientStep = {
    name: 'old-stream',
    method: 'GET',
    path: null,
    headers,
    body: null,
    when: 'always',
  };
  const hello = profile.legacy.filter(({ name }) => name === 'initialize').slice(0, 1);
  return { ...profile, legacy: [get, ...hello], modern: [] };
}
