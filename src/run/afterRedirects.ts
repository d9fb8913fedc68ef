import { kindOf } from '../diagnose/redirect.js';
import type { Exchange, Hop, Recording } from '../model.js';
import { answerOf } from '../record/reading.js';
import { isRedirection, locationOf } from '../record/redirected.js';
import { type AskOptions, answersAsMcp, strangeHello } from '../record/strangeHello.js';
import { isMasked } from '../secrets/mask.js';
import { isLoopback } from '../targets/address.js';

/** No more redirects are gone after. */
const HOPS = 5;

/** Where an answer leads that a client could follow: no page to log in, and nothing less safe. */
const LEADS_ON = ['slash', 'upgrade', 'same-host', 'other-host'];

/**
 * The same recording with what stands at the end of a redirect: each hop is asked once, without any configured
 * header, so that no credentials travel.
 * @param elsewhere also hosts other than the target's are asked
 */
export async function afterRedirects(
  recording: Recording,
  options: AskOptions,
  elsewhere: boolean,
): Promise<Recording> {
  const first = recording.flows[0]?.exchanges[0];
  // A proxy may redirect on its own account, and a recording that knows secrets of the URL cannot follow them.
  if (first === undefined || recording.route.proxy !== null) return recording;
  const redirects: Hop[] = [];
  let [from, next] = [recording.target.url, leadOf(first, recording.target.url)];
  while (next !== null && redirects.length < HOPS && !options.signal.aborted) {
    const stays = elsewhere || next.host === new URL(recording.target.url).host;
    const hop = stays ? await hopTo(next, from, options) : notAsked(next);
    redirects.push(hop);
    const location = hop.answers === 'redirect' ? hop.location : null;
    [from, next] = [next.href, location === null ? null : leadTo(location, next.href)];
  }
  return { ...recording, redirects };
}

async function hopTo(url: URL, from: string, options: AskOptions): Promise<Hop> {
  // From elsewhere nobody is sent to what runs on this machine.
  if (isLoopback(url.hostname) && !isLoopback(new URL(from).hostname)) return notAsked(url);
  const exchanges = await strangeHello(url, false, options);
  const [hello] = exchanges;
  if (hello === undefined) return { ...notAsked(url), answers: 'nothing' };
  const answer = answerOf(hello);
  const location = locationOf(hello);
  return {
    url: hello.request.url,
    answers: saysOf(hello),
    status: answer?.status ?? null,
    location,
    ms: answer === null ? (hello.outcome.kind === 'failure' ? hello.outcome.ms : 0) : answer.totalMs,
    requests: exchanges.length,
  };
}

function notAsked(url: URL): Hop {
  return { url: url.href, answers: 'not-asked', status: null, location: null, ms: 0, requests: 0 };
}

/** Who it is that answers a hello. */
export function saysOf(hello: Exchange): Hop['answers'] {
  const answer = answerOf(hello);
  if (answer === null) return 'nothing';
  if (isRedirection(answer.status)) return 'redirect';
  if (!answersAsMcp(hello, false)) return 'other';
  return answer.status === 401 ? 'credentials' : 'mcp';
}

function leadOf(exchange: Exchange, at: string): URL | null {
  const answer = answerOf(exchange);
  if (answer === null || !isRedirection(answer.status)) return null;
  const location = locationOf(exchange);
  return location === null ? null : leadTo(location, at);
}

function leadTo(location: string, at: string): URL | null {
  if (!URL.canParse(location, at) || isMasked(location)) return null;
  const url = new URL(location, at);
  if (!/^https?:$/.test(url.protocol)) return null;
  return LEADS_ON.includes(kindOf(url, new URL(at))) ? url : null;
}
