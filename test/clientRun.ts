import assert from 'node:assert/strict';
import { startServer } from '../src/demo/server.js';
import type { ClientFix, ClientReport, HeaderLine, Target } from '../src/model.js';
import { selectProfiles } from '../src/plan/profiles.js';
import { reportOn } from '../src/run/judging.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { probeUrl } from './probing.js';
import { patienceFor, personaOf, profiles } from './replaying.js';

export const formats = await loadFormats();

interface How {
  /** Headers of the configuration. */
  configured: HeaderLine[];
  token: string | null;
  /** The format in whose words the hints are, by id. */
  client: string | null;
  source: Target['source'];
}

/** The reports of a run on a persona, by client; the first that is named is the user's own. */
export async function reportsOf(
  server: object,
  names: string[],
  { configured = [], token = null, client = null, source = null }: Partial<How> = {},
): Promise<{ url: string; reports: ClientReport[] }> {
  const chosen = selectProfiles(profiles, names);
  const running = await startServer(personaOf(server));
  try {
    const credentials: HeaderLine[] = token === null ? [] : [['Authorization', `Bearer ${token}`]];
    const recording = await probeUrl(
      running.url,
      { depth: 'control', timeoutMs: patienceFor(server), yours: chosen[0]?.id ?? null, client },
      {
        profiles: chosen,
        token,
        thorough: true,
        target: { configured: [...credentials, ...configured], source },
      },
    );
    const asked = { ruleset: 'recommended', failOn: 'error' } as const;
    const { targets } = reportOn([recording], [], asked, null, { profiles, formats });
    return { url: running.url, reports: targets[0]?.clients ?? [] };
  } finally {
    await running.close();
  }
}

/** What the user's own client is told to change. */
export async function fixOf(
  server: object,
  names: string[],
  how: Partial<How> = {},
): Promise<ClientFix | null> {
  const { reports } = await reportsOf(server, names, how);
  const [first] = reports;
  assert.ok(first);
  assert.notEqual(first.connects, true, 'it connects');
  return first.fix;
}
