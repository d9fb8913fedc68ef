import { ERAS } from '../eras.js';
import type { Era, FlowPlan, Known, Shape } from '../model.js';
import { planMatrix, planRefused, planStreams } from './around.js';
import {
  planAfterDiscover,
  planBurst,
  planControl,
  planControlAgain,
  planDetect,
  planEndOfBoth,
  planEndOfOnly,
  planFreed,
  planLegacySse,
  planSecondHello,
  planTwoAtOnce,
} from './cells.js';
import { planBesideEachOther, planBothAtOnce, planUsers } from './isolation.js';
import { planThorough } from './thorough.js';

/** How the flows of a stage go: one after the other, as many at once as the server has shown to bear, or
 * every step of a flow at once. */
export type Going = 'in-turn' | 'overlapping' | 'together';

/** One part of a run. Which flows it has depends on what is known when it is reached; often none. */
export interface Stage {
  name: string;
  going: Going;
  /** Sent also to a server that no longer answers: it finds out whether that is so. */
  checks: boolean;
  flows: (known: Known) => FlowPlan[];
}

/** The place at which the clients are replayed: after what may tell what becomes of them. */
export const CLIENTS = 'clients';

/**
 * A run, from its first request to its last. The conductor walks this list, the budget and the plan read it.
 * `server/discover` comes after all that a server of `initialize` is asked, since one is known that never
 * answers `initialize` again after it; before that only where `initialize` did not work.
 */
export const STAGES: readonly Stage[] = [
  stage('control', 'in-turn', (known) => (asks(known, 'legacy') ? [planControl('legacy')] : [])),
  stage('early discover', 'in-turn', (known) => (discoversEarly(known) ? [planDetect()] : [])),
  // So much rests on these that a failure is believed only when it is repeated.
  stage('control again at once', 'in-turn', (known) =>
    isUnanswered(known, 'legacy') ? [planControl('legacy')] : [],
  ),
  stage('second session', 'in-turn', (known) =>
    works(known, 'legacy') ? [planSecondHello('legacy', shapeOf(known, 'legacy').stateful)] : [],
  ),
  stage('second session again', 'in-turn', (known) =>
    works(known, 'legacy') && known.second?.served === false
      ? [planSecondHello('legacy', shapeOf(known, 'legacy').stateful)]
      : [],
  ),
  stage('two at once', 'together', (known) =>
    works(known, 'legacy') && known.second?.served === true
      ? [planTwoAtOnce('legacy', shapeOf(known, 'legacy').stateful)]
      : [],
  ),
  stage('both again', 'together', (known) =>
    known.boreTwo.legacy === false ? [planTwoAtOnce('legacy', shapeOf(known, 'legacy').stateful)] : [],
  ),
  stage('end of both sessions', 'together', (known) =>
    shapeOf(known, 'legacy').stateful && known.second?.session === true ? [planEndOfBoth()] : [],
  ),
  ...matrixOf('legacy'),
  stage('late discover', 'in-turn', (known) => (discoversLate(known) ? [planDetect()] : [])),
  check('after discover', (known) =>
    discoversLate(known) && known.discover !== null
      ? [planAfterDiscover('after-discover', shapeOf(known, 'legacy'))]
      : [],
  ),
  check('after discover, once more', (known) =>
    known.failedChecks.includes('legacy/after-discover')
      ? [planAfterDiscover('after-discover-2', shapeOf(known, 'legacy'))]
      : [],
  ),
  stage('modern control', 'in-turn', (known) =>
    known.discover === 'modern' && asks(known, 'modern') ? [planControl('modern')] : [],
  ),
  stage('two at once, modern', 'together', (known) =>
    works(known, 'modern') ? [planTwoAtOnce('modern', false)] : [],
  ),
  stage('both again, modern', 'together', (known) =>
    known.boreTwo.modern === false ? [planTwoAtOnce('modern', false)] : [],
  ),
  ...matrixOf('modern'),
  stage(CLIENTS, 'in-turn', () => []),
  // After the clients: one GET in all goes to such a server, and some of them send it.
  stage('old transport', 'in-turn', (known) => (looksForOldTransport(known) ? [planLegacySse()] : [])),
  ...isolationOf('legacy'),
  ...isolationOf('modern'),
  // Last of all: nothing else can be told once a limit is reached.
  stage('limits', 'in-turn', (known) =>
    known.asked.burst === 0
      ? []
      : ERAS.filter((era) => works(known, era)).map((era) =>
          planBurst(era, shapeOf(known, era), known.asked.burst),
        ),
  ),
  // Some never open another session after a DELETE, but as long as it is open nobody else can connect either.
  stage('the only session ended', 'in-turn', (known) =>
    shapeOf(known, 'legacy').oneSession ? [planEndOfOnly(), planFreed()] : [],
  ),
];

/** What an era is asked between its control and the control again. */
function matrixOf(era: Era): Stage[] {
  const whenItWorks =
    (flows: (shape: Shape, known: Known) => FlowPlan[]) =>
    (known: Known): FlowPlan[] =>
      works(known, era) ? flows(shapeOf(known, era), known) : [];
  return [
    stage(`${era}: after a refusal`, 'in-turn', (known) => {
      const control = known.control[era];
      if (control === null || control.works) return [];
      // What is refused after a good hello is not refused for its `Accept`: the cells would show something else.
      const { hello, status } = control;
      const telling = hello && status === 406 ? null : status;
      return planRefused(known.asked.depth, era, shapeOf(known, era), telling);
    }),
    stage(
      `${era}: cells and probes`,
      'overlapping',
      whenItWorks((shape, { asked }) => planMatrix(asked.depth, era, shape)),
    ),
    // One stream at a time, and nothing beside it: GET has upset what came after it.
    stage(
      `${era}: streams`,
      'in-turn',
      whenItWorks((shape, { asked }) => planStreams(asked.depth, era, shape)),
    ),
    stage(
      `${era}: thorough`,
      'in-turn',
      whenItWorks((shape, { asked }) => (asked.depth === 'thorough' ? planThorough(era, shape) : [])),
    ),
    check(
      `${era}: control again`,
      whenItWorks((shape, { asked }) =>
        // Where nothing but the control was sent, only the DELETE of its session may have upset the server; and
        // where `server/discover` follows, the hello after it tells.
        asked.depth !== 'control' || (shape.stateful && asked.era !== 'auto')
          ? [planControlAgain(era, shape, 'control-again')]
          : [],
      ),
    ),
    check(
      `${era}: control again, repeated`,
      whenItWorks((shape, { failedChecks }) =>
        failedChecks.includes(`${era}/control-again`)
          ? [planControlAgain(era, shape, 'control-again-2')]
          : [],
      ),
    ),
  ];
}

/** Two users beside each other, where the credentials of both were given and the server lets two in. */
function isolationOf(era: Era): Stage[] {
  const flows =
    (plan: (era: Era, stateful: boolean) => FlowPlan[]) =>
    (known: Known): FlowPlan[] => {
      const { stateful, oneSession } = shapeOf(known, era);
      const dual = era === 'modern' && works(known, 'legacy');
      if (known.asked.secondUser !== true || !works(known, era) || oneSession || dual) return [];
      return plan(era, stateful);
    };
  return [
    stage(`${era}: two users`, 'in-turn', flows(planUsers)),
    stage(`${era}: both at once`, 'together', flows(planBothAtOnce)),
    stage(`${era}: both in turn`, 'in-turn', flows(planBesideEachOther)),
  ];
}

function stage(name: string, going: Going, flows: Stage['flows']): Stage {
  return { name, going, checks: false, flows };
}

function check(name: string, flows: Stage['flows']): Stage {
  return { name, going: 'in-turn', checks: true, flows };
}

/** What is known of a server in one era, as its flows need it. */
export function shapeOf({ control, second, credentials }: Known, era: Era): Shape {
  const stateful = era === 'legacy' && control.legacy?.session === true;
  return {
    stateful,
    oneSession: stateful && second?.served === false,
    credentials,
    dual: control.legacy?.hello === true && control.modern?.hello === true,
  };
}

function asks({ asked }: Known, era: Era): boolean {
  return asked.era === 'auto' || asked.era === era;
}

function works({ control }: Known, era: Era): boolean {
  return control[era]?.works === true;
}

/** One request was not answered by a server that answers others. */
function isUnanswered({ control, answers }: Known, era: Era): boolean {
  const seen = control[era];
  return answers && seen !== null && seen.failedAt !== null && seen.status === null;
}

function discoversEarly(known: Known): boolean {
  if (!asks(known, 'modern')) return false;
  return known.asked.era === 'modern' || known.control.legacy?.hello === false;
}

function discoversLate(known: Known): boolean {
  return known.asked.era === 'auto' && known.control.legacy?.hello === true;
}

/** On 400, 404 or 405 to both hellos: is this the old HTTP+SSE transport? */
function looksForOldTransport({ control, discover }: Known): boolean {
  const { legacy } = control;
  return discover !== 'modern' && legacy?.hello === false && [400, 404, 405].includes(legacy.status ?? 0);
}
