import type {
  AddressTrace,
  Exchange,
  ForwardProxy,
  NetworkTrace,
  Recording,
  Resolution,
  Route,
  Target,
} from '../model.js';
import { LATE, type Seen } from '../net/seen.js';
import type { Sender } from '../net/sender.js';
import { answerOf, messageOf, workedOf } from '../record/reading.js';
import { type AskOptions, strangeHello } from '../record/strangeHello.js';
import { portOf } from '../targets/port.js';
import { proxyFor } from '../targets/proxies.js';
import { saysOf } from './afterRedirects.js';

/** What answers there is no HTTP, or nothing at all. */
const MUTE = /^(HPE_|ECONNRESET|EPIPE|UND_ERR_SOCKET)/;

/** What an answer to a hello must not be for another program to be suspected. */
const OF_THE_SERVER = [401, 403, 429];

export interface Tracing {
  route: Route;
  /** What the run itself saw of its connections. */
  seen: Pick<Seen, 'addresses' | 'through'>;
  asking: AskOptions;
  /** Also where a request got through. */
  always: boolean;
  /** A sender to that address alone. */
  senderTo: (only: Resolution) => Sender;
}

/**
 * The same recording with a look below HTTP where the first request got no answer, or one that is none of an MCP
 * server: every address of the host, each once. Where that shows another family that takes connections, one hello
 * asks who is there.
 */
export async function traced(recording: Recording, target: Target, tracing: Tracing): Promise<Recording> {
  const { route, asking, always } = tracing;
  const seen = tracing.seen.addresses;
  const first = recording.flows[0]?.exchanges[0];
  if (asking.signal.aborted || first === undefined) return recording;
  const { outcome } = first;
  const failure = outcome.kind === 'failure' && outcome.stage !== 'aborted' ? outcome : null;
  const silent = failure?.stage === 'headers' && failure.code === 'TIMEOUT';
  const url = new URL(target.bareUrl);
  const { proxy } = proxyFor(route.proxies, url);
  if (proxy !== null) {
    if (!always && failure === null) return recording;
    return { ...recording, network: await throughProxy(url, proxy, tracing) };
  }
  const suspicious = mayBeAnother(first);
  // A family that was given up explains seconds that no answer shows.
  const late = seen.some((one) => one.failure === LATE);
  if (!always && !suspicious && !late && (failure === null || silent)) return recording;
  const { traceNetwork } = await import('../net/trace.js');
  const tlsAnyway = failure !== null && target.bareUrl.startsWith('http:') && MUTE.test(failure.code);
  const { timeoutMs } = asking;
  // Whoever asks for the trace learns whether it is slow or never comes.
  const ended = always ? seen.filter((one) => one.failure !== LATE) : seen;
  const network = await traceNetwork(target.bareUrl, { timeoutMs, route, seen: ended, tlsAnyway });
  const taken = first.connection?.address ?? null;
  const other = suspicious ? otherFamily(network.addresses, taken) : null;
  if (other === null) return always || late || failure !== null ? { ...recording, network } : recording;
  const addresses = await asked(network, other, target, tracing);
  return { ...recording, network: { ...network, addresses } };
}

/**
 * As far as this machine connects: to the proxy. What it was asked for and TLS with the server behind it are what the
 * run saw of them, and are not tried again.
 */
async function throughProxy(url: URL, { url: at }: ForwardProxy, tracing: Tracing): Promise<NetworkTrace> {
  const { traceNetwork } = await import('../net/trace.js');
  const { timeoutMs } = tracing.asking;
  // What the user says of the server's name is not what the proxy looks up.
  const route = { ...tracing.route, resolve: [] };
  const network = await traceNetwork(at.href, { timeoutMs, route, seen: tracing.seen.addresses });
  const through = {
    host: url.hostname,
    port: portOf(url),
    ...(tracing.seen.through ?? { connect: null, tls: null }),
  };
  return { ...network, through };
}

/** It was connected, and what came back is none of what an MCP server says. */
function mayBeAnother(first: Exchange): boolean {
  if (first.connection === null) return false;
  const answer = answerOf(first);
  if (answer === null) return first.outcome.kind === 'failure' && first.outcome.stage !== 'aborted';
  return !workedOf(first) && messageOf(answer) === null && !OF_THE_SERVER.includes(answer.status);
}

function otherFamily(addresses: readonly AddressTrace[], taken: string | null): AddressTrace | null {
  const family = addresses.find(({ address }) => address === taken)?.family ?? null;
  if (family === null) return null;
  return addresses.find((one) => one.failure === null && one.family !== family) ?? null;
}

/** The addresses, with what a hello was answered at one of them. */
async function asked(
  { host, port, addresses }: NetworkTrace,
  { address }: AddressTrace,
  target: Target,
  { asking, senderTo }: Tracing,
): Promise<AddressTrace[]> {
  const { send } = senderTo({ host, port, addresses: [address] });
  const exchanges = await strangeHello(new URL(target.bareUrl), false, { ...asking, send });
  const [first] = exchanges;
  if (first === undefined) return addresses;
  const status = answerOf(first)?.status ?? null;
  const hello = { answers: saysOf(first), status, requests: exchanges.length };
  return addresses.map((one) => (one.address === address ? { ...one, hello } : one));
}
