import type { Asked, ClientProfile, Recording, RepeatAsked, Route, Target } from '../model.js';
import { budgets } from '../plan/budget.js';
import { conduct } from '../record/conduct.js';
import { problemRecording } from '../record/problem.js';
import { hasCredentials } from '../targets/credentials.js';
import { onRoute, recordedRoute } from '../targets/route.js';
import type { Context } from './context.js';
import type { Live } from './live.js';
import { recordedBridges } from './recordedClient.js';
import type { Chosen } from './targets.js';
import { type Asking, throughBridge } from './throughBridge.js';
import { traced } from './traced.js';
import { whileUnderway } from './underway.js';

export interface SendOptions {
  concurrency: number;
  debug: boolean;
  /** How connections are made. */
  route: Route;
  /** The clients to replay; `thorough`: also those that open two streams. */
  profiles: ClientProfile[];
  thorough: boolean;
  /** The one that the user named, by id, or null. */
  named: string | null;
  /** Reports that are written meanwhile. */
  live?: Live | null;
  /** Whole handshakes, many times over. */
  repeat?: RepeatAsked | null;
  /** Ends the run, as Ctrl-C does. */
  until?: AbortSignal;
}

/** One recording for each entry, in the order of the file; what could not even be tried is among them. */
export async function recordAll(
  context: Context,
  { entries }: Chosen,
  asked: Asked,
  options: SendOptions,
): Promise<Recording[]> {
  const { profiles, thorough, named } = options;
  const bridgeFor = await recordedBridges();
  const asking = entries.flatMap((entry) => {
    if (entry.target === null) return [];
    const { target, bridge = null } = entry;
    return [
      { target, ...throughBridge({ asked, clients: { profiles, thorough, named } }, bridge, bridgeFor) },
    ];
  });
  const sent = await sendAll(context, asking, asked, options);
  return entries.flatMap((entry) => {
    if (entry.target === null) return [problemRecording(entry.server, entry.source, entry.problem, asked)];
    return sent.splice(0, 1);
  });
}

/** Probes every target, all at once and each for itself: one that hangs delays no other. */
async function sendAll(
  context: Context,
  asking: readonly ({ target: Target } & Asking)[],
  { depth }: Asked,
  { concurrency, debug, route, live = null, repeat = null, until }: SendOptions,
): Promise<Recording[]> {
  if (depth === 'thorough') await announce(context, asking);
  return whileUnderway(context, { debug, route, until }, ({ signal, sender, step, tries }) =>
    Promise.all(
      asking.map(async ({ target: named, asked, clients }) => {
        const target = onRoute(named, route);
        const recording = await conduct(target, sender(concurrency, repeat?.idleMs).send, {
          asked,
          concurrency,
          route: recordedRoute(route, named),
          clients,
          repeat:
            repeat === null
              ? null
              : { asked: repeat, profile: ownOf(asked, clients.profiles), onTry: tries(target.name) },
          signal,
          onExchange: (plan, exchange) => live?.exchange(target.name, plan.id, exchange),
          onStep: (plan, next) => step(asking.length > 1 ? target.name : '', plan, next),
        });
        return traced(recording, target, route, signal);
      }),
    ),
  );
}

/** The user's own client; null: none was named. */
function ownOf({ yours }: Asked, profiles: readonly ClientProfile[]): ClientProfile | null {
  return profiles.find(({ id }) => id === yours) ?? null;
}

/** What a thorough run may upset, said before it is sent. */
async function announce(
  { writer }: Context,
  asking: readonly { target: Target; asked: Asked }[],
): Promise<void> {
  const flows = asking.flatMap(({ target, asked }) =>
    budgets({ ...asked, credentials: hasCredentials(target) }).flatMap((budget) => budget.flows),
  );
  const warnings = [...new Set(flows.flatMap((flow) => (flow.upsets === null ? [] : [flow.upsets])))];
  await writer.err(
    `--thorough also sends, last, what is known to upset some servers:\n${warnings.map((line) => `  - ${line}\n`).join('')}`,
  );
}
