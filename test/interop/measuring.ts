import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientProfile, Recording, Report } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import { newestOfEach } from '../../src/plan/profiles.js';
import { probeUrl } from '../probing.js';
import { judged } from '../signatures.js';
import type { Truth } from './readings.js';
import type { InteropServer } from './roster.mjs';
import type { Golden } from './stored.js';
import { connectingOf, saidOf } from './verdicts.js';

const open = (...path: string[]) => import(pathToFileURL(join(packageRoot, 'test', ...path)).href);
export const { servers }: typeof import('./roster.mjs') = await open('interop', 'roster.mjs');
const { observe }: typeof import('../servers/observed.mjs') = await open('servers', 'observed.mjs');
const { observeAround }: typeof import('./around.mjs') = await open('interop', 'around.mjs');

/** What raw sockets see of a server; it is started several times, since some do not survive being looked at. */
export async function truthOf(server: InteropServer): Promise<Truth> {
  const { token, ...rest } = server;
  const truth = await observe(token === null ? rest : { ...rest, token });
  return { ...truth, around: await observeAround(server, truth.eras) };
}

/** Probes a server that was just started, and where clients are given also lets each say what it says. */
export async function probed(
  server: InteropServer,
  profiles: readonly ClientProfile[] = [],
): Promise<Recording> {
  const { url, close } = await server.start();
  try {
    return await probeUrl(url, {}, { token: server.token, profiles, thorough: true });
  } finally {
    await close();
  }
}

/** The newest profile of each client. */
export async function newestClients(): Promise<ClientProfile[]> {
  return newestOfEach(await loadProfiles());
}

/** A recording with its clients, judged: the verdict on the server, and who connects. */
export async function goldenOf(recording: Recording): Promise<Golden & { report: Report }> {
  const report = await judged({ ...recording, replays: [] });
  return { said: saidOf(report), clients: connectingOf(recording, await loadProfiles()), report };
}
