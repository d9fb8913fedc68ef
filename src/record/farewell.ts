import type { Flow, FlowPlan } from '../model.js';
import { planEnd, planFreed } from '../plan/cells.js';
import { isSuccess } from './outcome.js';
import type { Runner, RunnerOptions } from './runner.js';
import { FAREWELL_MS } from './stops.js';

/**
 * Ends what is still open. The one session of a server that allows no other is ended last of all: some never
 * open another after a DELETE, but as long as it is open nobody else can connect either.
 */
export async function farewell(
  runner: Runner,
  limits: RunnerOptions,
  oneSession: boolean,
  run: (plan: FlowPlan) => Promise<Flow>,
): Promise<void> {
  if (runner.deleteUpsets) return;
  if (limits.signal.aborted) limits.timeoutMs = Math.min(FAREWELL_MS, limits.timeoutMs);
  const ends = await Promise.all(runner.openSessions().map((id) => run(planEnd(id))));
  if (!oneSession || limits.signal.aborted) return;
  if (ends.some(({ exchanges }) => exchanges.some(isSuccess))) await run(planFreed());
}
