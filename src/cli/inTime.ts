import type { Asked, Recording } from '../model.js';
import { cutShortBy } from '../record/cutShort.js';
import type { Chosen } from '../run/choose.js';
import type { Context } from './context.js';
import { startDeadline } from './deadline.js';
import { recordAll, type SendOptions } from './send.js';
import { waitFor } from './wait.js';

/**
 * Records all targets, after the wait and before the deadline that the user named. Who was waited for in vain is
 * probed all the same: the report then says what is wrong with it.
 */
export async function recordInTime(
  context: Context,
  chosen: Chosen,
  asked: Asked,
  options: Omit<SendOptions, 'until'>,
  { wait, deadline: ms }: { wait?: number; deadline?: number },
): Promise<Recording[]> {
  const deadline = startDeadline(ms ?? null);
  try {
    const targets = chosen.entries.flatMap(({ target }) => target ?? []);
    if (wait !== undefined) await waitFor(context, targets, wait, options.route, deadline.signal);
    const recordings = await recordAll(context, chosen, asked, { ...options, until: deadline.signal });
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
