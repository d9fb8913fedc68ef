import type { FailOn, RulesetId } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import { withShownPaths } from '../record/shownPaths.js';
import type { StoredRun } from '../record/stored.js';
import { withoutHosts } from '../record/withoutHosts.js';
import { ticketOf } from '../report/triage/ticket.js';
import { askedOf, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import { saveBundle } from './bundle.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { recordInTime } from './inTime.js';
import { refuseOverwriting } from './overwriting.js';
import { runBehind } from './places.js';
import { type Publishing, publish } from './publish.js';
import { readBack } from './readBack.js';
import { type RepeatOptions, repeatAsked } from './repeating.js';
import { chooseTargets, type TargetOptions } from './targets.js';
import { type LogChoice, triageLogs } from './triageLogs.js';

export interface TriageOptions extends TargetOptions, RepeatOptions, RouteOptions, LogChoice, Publishing {
  log?: string[];
  profile?: string;
  timeout: number;
  failOn?: FailOn;
  ruleset?: RulesetId;
  bundle?: string;
  from?: string;
  debug?: true;
}

/** `triage`: all that can be found out about one complaint, on one page and in one file. @returns the exit code */
export async function triage(
  context: Context,
  urls: readonly string[],
  options: TriageOptions,
): Promise<number> {
  const { log, from, bundle, revealHosts = false } = options;
  if (log !== undefined) return triageLogs(context, urls, { ...options, log });
  await refuseOverwriting([from], [...filesOf(options), bundle]);
  const { run, profiles } =
    from === undefined ? await find(context, urls, options) : { run: await readBack(from), profiles: [] };
  const named = withShownPaths(run);
  const shown = revealHosts ? named : withoutHosts(named);
  const { recordings, configuration } = shown;
  const asked = {
    ruleset: recordings[0]?.asked.ruleset ?? 'recommended',
    failOn: options.failOn ?? recordings[0]?.asked.failOn ?? 'error',
  };
  // What `clients` recorded was not judged by rules.
  const alone = recordings.every(({ asked: { depth } }) => depth === 'control');
  const [rules, knowledge] = await Promise.all([
    alone ? [] : rulesFor(null),
    knowledgeFor(recordings, profiles),
  ]);
  const judged = reportOn(recordings, rules, asked, configuration, knowledge);
  const report = ticketOf(judged, recordings);
  const behind = await runBehind(recordings, asked.failOn, {});
  const code = await publish(context, 'triage', report, options, behind);
  if (bundle !== undefined) await saveBundle(context, bundle, report, behind, shown);
  return code;
}

/** Asks the servers. */
async function find(context: Context, urls: readonly string[], options: TriageOptions) {
  await refuseOverwriting([options.config], [options.bundle]);
  const chosen = await chooseTargets(context, urls, options, { asConfigured: true });
  const { client, profile, timeout, failOn } = options;
  const one = { ...(client === undefined ? {} : { client }), ...(profile === undefined ? {} : { profile }) };
  // Who asks about one client, asks about that one.
  const wanted = client === undefined && profile === undefined ? ({ clients: true } as const) : one;
  const replayed = await chooseClients(wanted, chosen.format);
  const { profiles, named } = replayed;
  const secondUser = options.secondBearerEnv !== undefined;
  const asked = askedOf(replayed, { failOn, ruleset: options.ruleset, timeoutMs: timeout, secondUser });
  const sending = {
    concurrency: MOST_AT_ONCE,
    debug: options.debug ?? false,
    profiles,
    thorough: false,
    named,
    route: await routeFrom(options, context.process.env),
    // A ticket needs no more than what tells; who asks `probe` for so many tries gets them.
    repeat: repeatAsked(options, { givesUp: true }),
    trace: true,
  };
  const recordings = await recordInTime(context, chosen, asked, sending, options);
  const run: StoredRun = { recordings, configuration: chosen.configuration };
  return { run, profiles };
}
