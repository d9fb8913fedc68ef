import type { AddressTrace, Recording, Route, Target } from '../model.js';

/** What answers there is no HTTP, or nothing at all. */
const MUTE = /^(HPE_|ECONNRESET|EPIPE|UND_ERR_SOCKET)/;

/**
 * The same recording with a look below HTTP where the first request got no answer: every address of the host, each
 * once, without a request.
 * @param seen what the run itself saw of its connections
 */
export async function traced(
  recording: Recording,
  target: Target,
  route: Route,
  seen: readonly AddressTrace[],
  signal: AbortSignal,
): Promise<Recording> {
  const first = recording.flows[0]?.exchanges[0]?.outcome;
  // Behind a proxy nothing of this machine's looks at the server's addresses.
  if (signal.aborted || recording.route.proxy !== null || first?.kind !== 'failure') return recording;
  if (first.stage === 'aborted' || (first.code === 'TIMEOUT' && first.stage === 'headers')) return recording;
  const { traceNetwork } = await import('../net/trace.js');
  const tlsAnyway = target.bareUrl.startsWith('http:') && MUTE.test(first.code);
  const { timeoutMs } = recording.asked;
  const network = await traceNetwork(target.bareUrl, { timeoutMs, route, seen, tlsAnyway });
  return { ...recording, network };
}
