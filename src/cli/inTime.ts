import type { Asked, Recording } from '../model.js';
import { cutShortBy } from '../record/cutShort.js';
import type { Chosen } from '../run/choose.js';
import { budgetOf } from '../run/requestBudget.js';
import type { Context } from './context.js';
import { startDeadline } from './deadline.js';
import { recordAll, type SendOptions } from './send.js';
import { waitFor } from './wait.js';

/** What the user allows a run. */
interface Bounds {
  wait?: number;
  deadline?: number;
  maxRequests?: number;
}

/**
 * Records all targets, after the wait, and before the deadline and within the budget that the user named. Who was
 * waited for in vain is probed all the same: the report then says what is wrong with it.
 */
export async function recordInTime(
  context: Context,
  chosen: Chosen,
  asked: Asked,
  options: Omit<SendOptions, 'until' | 'budget'>,
  { wait, deadline: ms, maxRequests = Number.POSITIVE_INFINITY }: Bounds,
): Promise<Recording[]> {
  const deadline = startDeadline(ms ?? null);
  const spent = new AbortController();
  const budget = budgetOf(maxRequests, () => spent.abort());
  const until = AbortSignal.any([deadline.signal, spent.signal]);
  try {
    const targets = chosen.entries.flatMap(({ target }) => target ?? []);
    if (wait !== undefined) await waitFor(context, targets, wait, options.route, deadline.signal);
    const recordings = await recordAll(context, chosen, asked, { ...options, until, budget });
    if (budget.isSpent()) {
      await context.writer.err(
        `the budget of ${maxRequests} requests is used up: what is not known by then is not judged\n`,
      );
      return cutShortBy(recordings, { by: 'budget', requests: maxRequests });
    }
    if (ms === undefined || !deadline.isOver()) return recordings;
    const seconds = ms / 1000;
    await context.writer.err(
      `the deadline of ${seconds} s came first: what is not known by then is not judged\n`,
    );
    return cutShortBy(recordings, { by: 'deadline', seconds });
  } finally {
    deadline.cancel();
  }
}
