import { EXIT } from '../errors.js';
import type { Asked, Recording, Report } from '../model.js';
import type { Chosen } from '../run/choose.js';
import type { Context } from './context.js';
import { startDeadline } from './deadline.js';
import { recordAll, type SendOptions } from './send.js';
import { waitFor } from './wait.js';

/**
 * Records all targets, after the wait and before the deadline that the user named. Who was waited for in vain is
 * probed all the same: the report then says what is wrong with it.
 *
 * @returns late: the deadline came first, and what is there is a part of it
 */
export async function recordInTime(
  context: Context,
  chosen: Chosen,
  asked: Asked,
  options: Omit<SendOptions, 'until'>,
  { wait, deadline: ms }: { wait?: number; deadline?: number },
): Promise<{ recordings: Recording[]; late: boolean }> {
  const deadline = startDeadline(ms ?? null);
  try {
    const targets = chosen.entries.flatMap(({ target }) => target ?? []);
    if (wait !== undefined) await waitFor(context, targets, wait, options.route, deadline.signal);
    const recordings = await recordAll(context, chosen, asked, { ...options, until: deadline.signal });
    if (deadline.isOver()) {
      await context.writer.err(
        `the deadline of ${(ms ?? 0) / 1000} s came first: what is not known by then is not judged\n`,
      );
    }
    return { recordings, late: deadline.isOver() };
  } finally {
    deadline.cancel();
  }
}

/** Nobody interrupted it: it could not be judged in time. */
export function endedByDeadline(report: Report): Report {
  return report.exitCode === EXIT.interrupted ? { ...report, exitCode: EXIT.notJudged } : report;
}
