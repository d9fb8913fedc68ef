import type { Recording, Route, Target } from '../model.js';
import { isUnreachable } from '../record/stops.js';

/**
 * The same recording with a look below HTTP where not even the first request got through: every address of the host,
 * once, without a request. @param always also where one got through
 */
export async function traced(
  recording: Recording,
  target: Target,
  route: Route,
  signal: AbortSignal,
  always: boolean,
): Promise<Recording> {
  // Behind a proxy nothing of this machine's looks at the server's addresses.
  if (signal.aborted || recording.route.proxy !== null) return recording;
  if (!always && !isUnreachable(recording.flows)) return recording;
  const { traceNetwork } = await import('../net/trace.js');
  return {
    ...recording,
    network: await traceNetwork(target.bareUrl, { timeoutMs: recording.asked.timeoutMs, route }),
  };
}
