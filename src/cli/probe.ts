import { EXIT } from '../errors.js';
import type { Asked, ClientProfile, Depth, FailOn, RulesetId, Target } from '../model.js';
import { budgets } from '../plan/budget.js';
import { asDeclared } from '../plan/declared.js';
import { versionWords } from '../plan/profiles.js';
import { opensTwoStreams, replayBudget } from '../plan/replay.js';
import { renderPlan } from '../report/planPage.js';
import { renderUserError } from '../report/userError.js';
import { viewOf } from '../report/view.js';
import type { Chosen } from '../run/choose.js';
import { askedOf, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import { hasCredentials } from '../targets/credentials.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import { type AcceptingOptions, acceptedBy } from './accepting/acceptedBy.js';
import type { Context } from './context.js';
import { startDemo } from './demo.js';
import { recordInTime } from './inTime.js';
import { openLive } from './live.js';
import { runBehind } from './places.js';
import { type Publishing, publish, saveRecordings } from './publish.js';
import { type RepeatOptions, repeatAsked } from './repeating.js';
import { chooseTargets, type TargetOptions } from './targets.js';

export interface ProbeOptions
  extends TargetOptions,
    RouteOptions,
    Publishing,
    AcceptingOptions,
    RepeatOptions {
  clients?: true;
  profile?: string;
  ruleset?: RulesetId;
  rules?: string;
  quick?: true;
  thorough?: true;
  era: Asked['era'];
  burst: number;
  timeout: number;
  concurrency: number;
  failOn?: FailOn;
  record?: string;
  plan?: true;
  demo?: string | true;
  debug?: true;
}

/** `probe`: the server of a URL, those of a configuration, or the built-in one. @returns the exit code */
export async function probe(
  context: Context,
  urls: readonly string[],
  options: ProbeOptions,
): Promise<number> {
  const { env } = context.process;
  const demo = options.demo === undefined ? null : await startDemo(options.demo, urls, options, env);
  try {
    const asConfigured = options.clients === true;
    const chosen =
      demo === null ? await chooseTargets(context, urls, options, { asConfigured }) : demoChoice(demo.target);
    const replayed = await chooseClients(options, chosen.format);
    const { profiles, named } = replayed;
    const { era, ruleset, failOn, timeout: timeoutMs } = options;
    const burst = demo?.burst ?? options.burst;
    const secondUser = options.secondBearerEnv !== undefined;
    const said = { depth: depthOf(options), era, ruleset, failOn, timeoutMs, burst, secondUser };
    const asked = askedOf(replayed, said);
    const repeat = repeatAsked(options, { givesUp: false });
    if (options.plan === true) return await showPlans(context, chosen, { asked, profiles, named }, options);
    // A mistake in a user's rule is named before anything is sent; our own rules are read meanwhile.
    const withOwn = options.rules === undefined ? null : await rulesFor(options.rules);
    const { concurrency, debug = false, thorough = false } = options;
    const accepted = await acceptedBy(options, async () => withOwn ?? rulesFor(null));
    const live = await openLive(context, options);
    const route = await routeFrom(options, env);
    const sending = { concurrency, debug, route, profiles, thorough, named, live, repeat };
    const [recordings, rules] = await Promise.all([
      recordInTime(context, chosen, asked, sending, options),
      withOwn ?? rulesFor(null),
    ]);
    const knowledge = await knowledgeFor(recordings, profiles);
    const found = reportOn(recordings, rules, asked, chosen.configuration, knowledge);
    const report = accepted(found, asked.failOn);
    const behind = await runBehind(recordings, asked.failOn, env);
    const code = await publish(context, 'probe', report, options, behind, live);
    if (options.record !== undefined) {
      await saveRecordings(context, options.record, recordings, chosen.configuration);
    }
    return code;
  } finally {
    await demo?.close();
  }
}

function demoChoice(target: Target): Chosen {
  return { entries: [{ target, problem: null }], configuration: null, format: null };
}

function depthOf({ quick, thorough }: ProbeOptions): Depth {
  if (quick === true) return 'quick';
  return thorough === true ? 'thorough' : 'default';
}

/** What would be sent, target by target; nothing is sent. */
async function showPlans(
  { writer, process }: Context,
  { entries }: Chosen,
  what: Planned,
  options: ProbeOptions,
): Promise<number> {
  const plans = entries.flatMap(({ target }) => (target === null ? [] : [planOf(target, what, options)]));
  if (options.format === 'json') {
    await writer.out(`${JSON.stringify(plans.length === 1 ? plans[0] : plans, null, 2)}\n`);
  } else {
    const view = viewOf(process.stdout, process.env);
    await writer.out(plans.map((plan) => renderPlan(plan, view)).join('\n'));
  }
  const problems = entries.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  for (const problem of problems) await writer.err(renderUserError(problem));
  return problems.length === 0 ? EXIT.clean : EXIT.usage;
}

interface Planned {
  asked: Asked;
  profiles: ClientProfile[];
  named: string | null;
}

function planOf(target: Target, { asked, profiles, named }: Planned, { thorough }: ProbeOptions) {
  const replayed = asDeclared(profiles, target.transport, asked.yours).filter(
    (profile) => thorough === true || profile.id === named || !opensTwoStreams(profile),
  );
  const budget = budgets({ ...asked, credentials: hasCredentials(target) });
  // A server with sessions takes the longer conversation; the stateless one is part of it.
  const shown = budget.filter(({ era, stateful }) => era === 'modern' || stateful);
  return {
    url: target.shownUrl,
    flows: [...new Map(shown.flatMap(({ flows }) => flows).map((flow) => [flow.id, flow])).values()],
    budget: budget.map(({ era, stateful, max }) => ({ era: stateful ? 'legacy, sessions' : era, max })),
    clients: {
      names: replayed.map((profile) => `${profile.title} ${versionWords(profile)}`),
      max: replayBudget(replayed, target.configured),
    },
  };
}
