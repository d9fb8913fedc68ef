import { availableParallelism, loadavg } from 'node:os';

/** So long an answer is waited for where all are meant to come, in milliseconds. */
export const PATIENCE_MS = 5000;

/**
 * How long silence that is meant is waited out: what else the machine has to do takes an honest answer its time.
 * @param quietMs enough on a machine with nothing else to do
 */
export function waitedOut(quietMs: number): number {
  const [load = 0] = loadavg();
  return Math.min(PATIENCE_MS, Math.round(quietMs * Math.max(1, load / availableParallelism())));
}
