import type { ClientProfile, Exchange, Flow, ForetoldFacts, StepName } from '../model.js';
import { newestOfEach } from '../plan/profiles.js';
import { MODERN_REVISION } from '../plan/revisions.js';
import { moveAfter } from '../record/client.js';
import { discovered } from '../record/match.js';
import type { Move } from '../record/move.js';
import { isObject } from '../record/reading.js';

/** Steps of a client that the control has sent in its own words. */
const KNOWN: Record<string, { flows: string[]; step: StepName }> = {
  discover: { flows: ['modern/discover', 'modern/both'], step: 'discover' },
  initialize: { flows: ['legacy/both'], step: 'initialize' },
  initialized: { flows: ['legacy/both'], step: 'initialized' },
};

/** The name of a step of a flow, by its number. */
type PlannedStep = (flow: string, step: number) => StepName | null;

/**
 * What the newest version of each recorded client comes to at this server's hellos, without a replay: its
 * profile is given the answers that the control got, as far as those go.
 */
export function foretoldFacts(
  profiles: readonly ClientProfile[],
  flows: readonly Flow[],
  plannedStep: PlannedStep,
): ForetoldFacts {
  const newest = newestOfEach(profiles);
  const answerTo = answersIn(flows, plannedStep);
  const told = newest.map((profile) => ({ profile, ...pastHello(profile, answerTo) }));
  const named = (wanted: boolean): ClientProfile[] =>
    told.flatMap(({ profile, passes }) => (passes === wanted ? [profile] : []));
  const stumbling = told.filter(({ passes, after }) => passes === false && after === 'discover');
  const dropping = told.filter(({ passes, after }) => passes === false && after === 'initialize');
  return {
    clients: newest.length,
    pass: named(true).length,
    fail: named(false).length,
    passing: titlesOf(named(true)),
    failing: titlesOf(named(false)),
    stumble: stumbling.length,
    stumbling: titlesOf(stumbling.map(({ profile }) => profile)),
    drop: dropping.length,
    dropping: titlesOf(dropping.map(({ profile }) => profile)),
    authorizing: titlesOf(
      newest.filter(({ reactions }) => reactions.authorization?.on.includes(401) === true),
    ),
  };
}

/** Those of some profiles that do not get past their hello here. */
export function failingHellos(
  profiles: readonly ClientProfile[],
  flows: readonly Flow[],
  plannedStep: PlannedStep,
): ClientProfile[] {
  const answerTo = answersIn(flows, plannedStep);
  return profiles.filter((profile) => pastHello(profile, answerTo).passes === false);
}

/** What the control got for each step that clients take too. */
function answersIn(flows: readonly Flow[], plannedStep: PlannedStep): (name: string) => Exchange | null {
  const found = new Map(
    Object.entries(KNOWN).map(([name, known]) => [name, answerIn(flows, known, plannedStep)] as const),
  );
  return (name) => found.get(name) ?? null;
}

function answerIn(
  flows: readonly Flow[],
  { flows: ids, step }: { flows: string[]; step: StepName },
  plannedStep: PlannedStep,
): Exchange | null {
  for (const id of ids) {
    const own = flows.filter((flow) => flow.id === id).flatMap(({ exchanges }) => exchanges);
    const found = own.filter((exchange) => plannedStep(id, exchange.step) === step).at(-1);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Whether a client gets past its hello, and the step whose answer was its last. Null: what it does with one of the
 * answers was not recorded, or cannot be told.
 */
function pastHello(
  profile: ClientProfile,
  answerTo: (name: string) => Exchange | null,
): { passes: boolean | null; after: string | null } {
  let after: string | null = null;
  const move = moveAfter(profile, ({ name }) => {
    // A preflight decides nothing; what comes after the hello is not foretold.
    const answer = answerTo(name) ?? (name.startsWith('preflight') ? answerTo('initialize') : null);
    if (answer !== null) after = name;
    return answer;
  });
  const passes = passesAfter(move, after);
  return { passes: passes === true && asksOtherwise(profile, answerTo) ? null : passes, after };
}

/** What becomes of it, where it is known as far as to this move. */
function passesAfter(move: Move, after: string | null): boolean | null {
  // Only a client that was refused looks for the old transport.
  if (move.kind === 'send') return after !== null && move.step.name !== 'fallback';
  if (move.outcome === 'connected') return true;
  return UNTOLD.has(move.outcome) ? null : false;
}

/**
 * Its `initialize` asks for the modern revision, as rmcp's does, and the server speaks that too: some answer as they
 * do to an unknown method (Google's Toolbox), and the control has asked for another version.
 */
function asksOtherwise(
  { legacy, reactions }: ClientProfile,
  answerTo: (name: string) => Exchange | null,
): boolean {
  const body = legacy.find(({ name }) => name === 'initialize')?.body;
  const params = isObject(body) && isObject(body.params) ? body.params : null;
  const discover = answerTo('discover');
  if (params?.protocolVersion !== MODERN_REVISION || discover === null) return false;
  return discovered(discover, reactions)?.includes(MODERN_REVISION) === true;
}

const UNTOLD = new Set<string>([
  'authorization',
  'one-session',
  'limited',
  'redirected',
  'redirect-followed',
  'compressed',
  'unreachable',
  'interrupted',
  'not-recorded',
]);

/** `Claude Code 2.1.274 and later, Codex`: each with the version where its behaviour begins. */
function titlesOf(profiles: readonly ClientProfile[]): string {
  return profiles.map(({ title, versions }) => `${title} ${versions.from}`).join(', ');
}
