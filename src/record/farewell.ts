import type { Flow, FlowPlan } from '../model.js';
import { planEnd } from '../plan/cells.js';
import type { Runner, RunnerOptions } from './runner.js';
import { FAREWELL_MS } from './stops.js';

/** Ends what is still open. */
export async function farewell(
  runner: Runner,
  limits: RunnerOptions,
  run: (plan: FlowPlan) => Promise<Flow>,
): Promise<void> {
  await runner.left();
  if (runner.deleteUpsets) return;
  if (limits.signal.aborted) limits.timeoutMs = Math.min(FAREWELL_MS, limits.timeoutMs);
  await Promise.all(runner.openSessions().map((id) => run(planEnd(id))));
}
