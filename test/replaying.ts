import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Persona } from '../src/demo/persona.js';
import { readPersona } from '../src/demo/read-persona.js';
import { type ReceivedRequest, startServer } from '../src/demo/server.js';
import { clientReports } from '../src/diagnose/clients.js';
import type { ClientReport, HeaderLine, Replay } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { selectProfiles } from '../src/plan/profiles.js';
import { replayClients } from '../src/record/replay.js';
import { PATIENCE_MS, waitedOut } from './patience.js';
import { targetWith } from './probing.js';

export const profiles = await loadProfiles();

/** A server as persona: what differs from a plain one that keeps sessions and answers in JSON. */
export function personaOf(server: object): Persona {
  return readPersona('x', {
    title: 't',
    why: 'w',
    expect: { exit: 0 },
    stateful: true,
    accept: 'ignoring',
    versions: ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'],
    ...server,
  });
}

/** What one client comes to at a server. */
export interface Said {
  client: string;
  server: object;
  connects: boolean | null;
  /** Step and status. */
  failedAt?: [step: string, status: number | null];
  because: string | null;
}

/** One test of each, by its title. */
export function itComesTo(cases: Record<string, Said>): void {
  for (const [title, { client, server, connects, failedAt, because }] of Object.entries(cases)) {
    it(`${title}: ${client}`, async () => {
      const { reports } = await replayAgainst(server, [client]);
      const [report] = [...reports.values()];
      assert.deepEqual([report?.connects, report?.because], [connects, because]);
      const [step, status] = failedAt ?? [];
      assert.deepEqual(report?.failedAt, step === undefined ? null : { step, status });
    });
  }
}

export interface Replayed {
  replays: Replay[];
  /** By profile. */
  reports: Map<string, ClientReport>;
  /** Every request as the server got it. */
  received: ReceivedRequest[];
}

interface How {
  configured: HeaderLine[];
  thorough: boolean;
  timeoutMs: number;
}

/** Silence is waited out where it is meant; elsewhere a busy machine gets the time that it needs. */
export function patienceFor(server: object): number {
  return JSON.stringify(server).includes('hang') ? waitedOut(600) : PATIENCE_MS;
}

/** Replays clients, by names as a user gives them, against a persona. */
export async function replayAgainst(
  server: object,
  names: readonly string[],
  { configured = [], thorough = true, timeoutMs = patienceFor(server) }: Partial<How> = {},
): Promise<Replayed> {
  const running = await startServer(personaOf(server));
  try {
    const replayed = await replayAt(running.url, names, { configured, thorough, timeoutMs });
    return { ...replayed, received: running.received };
  } finally {
    await running.close();
  }
}

/** The same against a server that runs already. */
export async function replayAt(
  url: string,
  names: readonly string[],
  { configured, thorough, timeoutMs }: How,
): Promise<Omit<Replayed, 'received'>> {
  const sender = createSender(1);
  try {
    const credentials = configured.filter(([name]) => /^authorization$/i.test(name));
    const target = {
      ...targetWith(url, null),
      configured,
      credentials: credentials.map(([name]) => name.toLowerCase()),
      secrets: credentials.map(([, value]) => value),
    };
    const signal = new AbortController().signal;
    const chosen = selectProfiles(profiles, names);
    const replays = await replayClients(target, sender.send, chosen, { timeoutMs, signal, thorough });
    const reports = clientReports(replays, profiles);
    // A client that a configured header hindered was sent once more without it; that is part of its report.
    const asConfigured = replays.filter(({ without }) => without.length === 0);
    return {
      replays,
      reports: new Map(reports.map((one, index) => [asConfigured[index]?.profile ?? '', one])),
    };
  } finally {
    await sender.close();
  }
}
