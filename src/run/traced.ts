import type { Recording, Target } from '../model.js';
import { isUnreachable } from '../record/stops.js';

/**
 * The same recording with a look below HTTP where not even the first request got through: every address of the host,
 * once, without a request. @param always also where one got through
 */
export async function traced(
  recording: Recording,
  target: Target,
  signal: AbortSignal,
  always: boolean,
): Promise<Recording> {
  if (signal.aborted || !(always || isUnreachable(recording.flows))) return recording;
  const { traceNetwork } = await import('../net/trace.js');
  return { ...recording, network: await traceNetwork(target.bareUrl, recording.asked.timeoutMs) };
}
