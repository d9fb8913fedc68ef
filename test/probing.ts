import { join } from 'node:path';
import type { Persona } from '../src/demo/persona.js';
import { loadPersona } from '../src/demo/personas.js';
import { type ReceivedRequest, startServer } from '../src/demo/server.js';
import type { Asked, ClientProfile, Recording, Target } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { packageRoot } from '../src/packageRoot.js';
import { type ConductOptions, conduct } from '../src/record/conduct.js';
import { targetFromUrl } from '../src/targets/fromUrl.js';
import { PATIENCE_MS, waitedOut } from './patience.js';

const ASKED: Asked = {
  depth: 'default',
  era: 'auto',
  ruleset: 'recommended',
  failOn: 'error',
  timeoutMs: 5000,
  burst: 0,
  clients: [],
  yours: null,
  client: null,
};

/** Silence is waited out where it is meant; elsewhere a busy machine gets the time that it needs. */
export function patienceWith(persona: Persona): number {
  const hangs = /"hang"|hangs\w*":true/i.test(JSON.stringify(persona));
  return hangs ? waitedOut(1500) : PATIENCE_MS;
}

/** Probes a URL in this process, as the command does. */
export async function probeUrl(
  url: string,
  asked: Partial<Asked> = {},
  {
    token = null,
    concurrency = 4,
    signal = new AbortController().signal,
    profiles = [],
    onStep = () => {},
    target = {},
    thorough = asked.depth === 'thorough',
  }: Partial<ProbeSettings> = {},
): Promise<Recording> {
  const sender = createSender(concurrency);
  try {
    const clients = { profiles, thorough };
    const said = { ...ASKED, clients: profiles.map(({ id }) => id), ...asked };
    const options = { asked: said, concurrency, signal, onStep, clients };
    return await conduct({ ...targetWith(url, token), ...target }, sender.send, options);
  } finally {
    await sender.close();
  }
}

export interface ProbeSettings {
  token: string | null;
  concurrency: number;
  signal: AbortSignal;
  /** The clients to replay. */
  profiles: readonly ClientProfile[];
  onStep: ConductOptions['onStep'];
  /** Also the clients that open two GET streams. */
  thorough: boolean;
  /** What a configuration would add. */
  target: Partial<Target>;
}

export function targetWith(url: string, token: string | null): Target {
  const headers = token === null ? [] : [`Authorization: Bearer ${token}`];
  return targetFromUrl(url, { headers, credentials: [], bearerEnv: null, env: {} });
}

/**
 * Probes a persona, with its token unless the settings say otherwise.
 * @param name a file of `fixtures/servers/`
 * @returns also what the server received, in order
 */
export async function probePersona(
  name: string,
  asked: Partial<Asked> = {},
  settings: Partial<ProbeSettings> = {},
): Promise<{ recording: Recording; received: ReceivedRequest[] }> {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
  const server = await startServer(persona);
  try {
    const recording = await probeUrl(
      server.url,
      { timeoutMs: patienceWith(persona), ...asked },
      { token: persona.auth?.token ?? null, ...settings },
    );
    return { recording, received: server.received };
  } finally {
    await server.close();
  }
}
