import type {
  Asked,
  ClientProfile,
  Exchange,
  FlowPlan,
  Recording,
  Resolution,
  Route,
  StepPlan,
  Target,
} from '../model.js';
import type { Sender } from '../net/sender.js';
import { conduct } from '../record/conduct.js';
import { problemRecording } from '../record/problem.js';
import type { Repeating } from '../record/repeater.js';
import { onRoute, recordedRoute } from '../targets/route.js';
import { afterRedirects } from './afterRedirects.js';
import type { Choice } from './choose.js';
import { recordedBridges } from './recordedClient.js';
import { type Asking, throughBridge } from './throughBridge.js';
import { traced } from './traced.js';
import type { Underway } from './underway.js';

export interface Sending {
  /** Requests at once to one server, where it has shown that it can. */
  concurrency: number;
  /** How connections are made. */
  route: Route;
  /** The clients to replay; `thorough`: also those that open two streams. */
  profiles: ClientProfile[];
  thorough: boolean;
  /** The one that the user named, by id, or null. */
  named: string | null;
  /** Whole handshakes, many times over; null: none. */
  repeat: Pick<Repeating, 'asked' | 'givesUp'> | null;
  /** A look below HTTP also where all goes well. */
  trace: boolean;
  /** Redirects to hosts that nobody named are gone after as well. */
  elsewhere: boolean;
  /** An exchange with a target of this name is over. */
  onExchange: (target: string, plan: FlowPlan, exchange: Exchange) => void;
}

/** What is asked of one target: a bridge stands in for the client of an entry that starts one. */
export type AskingOf = Asking & { target: Target };

/** What is asked of each entry that can be tried at all, in the order of the file. */
export async function askingOf(
  entries: readonly Choice[],
  asked: Asked,
  { profiles, thorough, named }: Sending,
): Promise<AskingOf[]> {
  const bridgeFor = await recordedBridges();
  return entries.flatMap((entry) => {
    if (entry.target === null) return [];
    const { target, bridge = null } = entry;
    return [
      { target, ...throughBridge({ asked, clients: { profiles, thorough, named } }, bridge, bridgeFor) },
    ];
  });
}

/**
 * One recording for each entry, in the order of the file; what could not even be tried is among them. All are
 * probed at once and each for itself: one that hangs delays no other.
 */
export async function recordAll(
  entries: readonly Choice[],
  asking: readonly AskingOf[],
  asked: Asked,
  sending: Sending,
  underway: Underway,
): Promise<Recording[]> {
  const several = asking.length > 1;
  const sent = await Promise.all(asking.map((one) => recordOne(one, several, sending, underway)));
  return entries.flatMap((entry) => {
    if (entry.target === null) return [problemRecording(entry.server, entry.source, entry.problem, asked)];
    return sent.splice(0, 1);
  });
}

async function recordOne(
  { target: named, asked, clients }: AskingOf,
  several: boolean,
  { concurrency, route, repeat, trace, elsewhere, onExchange }: Sending,
  { signal, sender, step, tries }: Underway,
): Promise<Recording> {
  const target = onRoute(named, route);
  const own = sender(concurrency, repeat?.asked.idleMs);
  const senderTo = (only: Resolution): Sender => sender(1, 0, only);
  const onStep = (plan: FlowPlan, next: StepPlan): void => step(several ? target.name : '', plan, next);
  const recording = await conduct(target, own.send, {
    asked,
    concurrency,
    route: recordedRoute(route, named),
    clients,
    repeat:
      repeat === null
        ? null
        : { ...repeat, profile: ownOf(asked, clients.profiles), onTry: tries(target.name) },
    signal,
    onExchange: (plan, exchange) => onExchange(target.name, plan, exchange),
    onStep,
  });
  const asking = { send: own.send, timeoutMs: asked.timeoutMs, signal, onStep };
  const followed = await afterRedirects(recording, asking, elsewhere);
  const tracing = { route, seen: own.seen(), asking, always: trace, senderTo };
  return traced(followed, target, tracing);
}

/** The user's own client; null: none was named. */
function ownOf({ yours }: Asked, profiles: readonly ClientProfile[]): ClientProfile | null {
  return profiles.find(({ id }) => id === yours) ?? null;
}
