import type { AddressTrace, Recording, Route, Target } from '../model.js';

/** What answers there is no HTTP, or nothing at all. */
const MUTE = /^(HPE_|ECONNRESET|EPIPE|UND_ERR_SOCKET)/;

export interface Tracing {
  route: Route;
  /** What the run itself saw of its connections. */
  seen: readonly AddressTrace[];
  signal: AbortSignal;
  /** Also where a request got through. */
  always: boolean;
}

/**
 * The same recording with a look below HTTP where the first request got no answer: every address of the host, each
 * once, without a request.
 */
export async function traced(
  recording: Recording,
  target: Target,
  { route, seen, signal, always }: Tracing,
): Promise<Recording> {
  const first = recording.flows[0]?.exchanges[0]?.outcome;
  const failure = first?.kind === 'failure' && first.stage !== 'aborted' ? first : null;
  // Behind a proxy nothing of this machine's looks at the server's addresses.
  if (signal.aborted || recording.route.proxy !== null) return recording;
  const silent = failure?.stage === 'headers' && failure.code === 'TIMEOUT';
  if (!always && (failure === null || silent)) return recording;
  const { traceNetwork } = await import('../net/trace.js');
  const tlsAnyway = failure !== null && target.bareUrl.startsWith('http:') && MUTE.test(failure.code);
  const { timeoutMs } = recording.asked;
  const network = await traceNetwork(target.bareUrl, { timeoutMs, route, seen, tlsAnyway });
  return { ...recording, network };
}
