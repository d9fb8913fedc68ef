import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { Order, Reply } from '../fleet/hands.js';
import { probeTarget, stoppedBy } from '../fleet/probeTarget.js';
import { type FleetOptions, settingsOf } from './fleetSettings.js';

/** What a thread of `fleet` begins with. */
export interface HandData {
  options: FleetOptions;
  env: NodeJS.ProcessEnv;
}

/** Probes what this thread is given, as its process does, until it is terminated. */
export async function lendHand(): Promise<void> {
  const { options, env } = workerData as HandData;
  const settings = await settingsOf(options, env);
  const abort = new AbortController();
  const stopped = stoppedBy(abort.signal);
  parentPort?.on('message', (order: Order) => {
    if (order === null) {
      abort.abort();
      return;
    }
    const { nth, target } = order;
    probeTarget(target, settings, stopped)
      .then(
        (line): Reply => ({ nth, line, failure: null }),
        (error: unknown): Reply => ({ nth, line: null, failure: sendable(error) }),
      )
      .then((reply) => parentPort?.postMessage(reply));
  });
}

function sendable(error: unknown): Reply['failure'] {
  if (error instanceof UserError) return { title: error.title, detail: error.detail };
  return error instanceof Error ? error : new Error(String(error));
}
