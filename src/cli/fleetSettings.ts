import type { FleetSettings } from '../fleet/probeTarget.js';
import type { Asked, FailOn, RulesetId, Shard } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import { loadProfiles } from '../plan/loadProfiles.js';
import { askedOf, NO_CLIENTS } from '../run/chosenClients.js';
import { rulesFor } from '../run/judging.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import { type AcceptingOptions, acceptedBy } from './accepting/acceptedBy.js';
import type { Publishing } from './publish.js';

export interface FleetOptions extends RouteOptions, Publishing, AcceptingOptions {
  yes?: true;
  header: string[];
  bearerEnv?: string;
  credential: string[];
  envFile?: string;
  client?: string;
  ruleset?: RulesetId;
  rules?: string;
  quick?: true;
  era: Asked['era'];
  failOn?: FailOn;
  concurrency: number;
  /** In milliseconds, like the next two. */
  pace: number;
  timeout: number;
  targetDeadline: number;
  shard?: Shard;
  resume?: string;
}

/**
 * What the options come to: the same in every thread.
 * @throws {UserError} for a rule, a route or a baseline that cannot be used
 */
export async function settingsOf(options: FleetOptions, env: NodeJS.ProcessEnv): Promise<FleetSettings> {
  const { ruleset, failOn, era, timeout: timeoutMs, quick = false } = options;
  const rules = await rulesFor(options.rules ?? null);
  const accepted = await acceptedBy(options, async () => rules);
  const asked = askedOf(NO_CLIENTS, { depth: quick ? 'quick' : 'default', era, ruleset, failOn, timeoutMs });
  return {
    asked,
    rules,
    accepted: (report: Parameters<typeof accepted>[0]) => accepted(report, asked.failOn),
    knowledge: { profiles: await loadProfiles(), formats: [] },
    deadlineMs: options.targetDeadline,
    sending: {
      concurrency: MOST_AT_ONCE,
      route: await routeFrom(options, env),
      profiles: [],
      thorough: false,
      named: null,
      repeat: null,
      trace: false,
      elsewhere: true,
      onExchange: () => {},
    },
  };
}
