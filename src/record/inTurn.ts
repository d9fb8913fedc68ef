import type { FlowPlan } from '../model.js';

/** Starts flows in order, up to `width` at once; a flow that must be alone waits for all others. */
export async function inTurn(
  plans: readonly FlowPlan[],
  width: number,
  start: (plan: FlowPlan) => Promise<void>,
): Promise<void> {
  const under = new Set<Promise<void>>();
  for (const plan of plans) {
    if (plan.alone) await Promise.all(under);
    else if (under.size >= width) await Promise.race(under);
    const task = start(plan).finally(() => under.delete(task));
    under.add(task);
    if (plan.alone) await task;
  }
  await Promise.all(under);
}
