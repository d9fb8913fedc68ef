import outcomes from '../../rules/outcomes.json' with { type: 'json' };
import type { ClientProfile, ClientReport, Exchange, Flow, Replay } from '../model.js';
import { versionWords } from '../plan/profiles.js';
import { nextMove, toldOf } from '../record/client.js';
import { erasOf } from '../record/eras.js';
import { namesEndpoint } from '../record/match.js';
import type { Ending, Move, Told } from '../record/move.js';
import { standing } from '../record/outcome.js';
import { workedOf } from '../record/reading.js';
import { DOES_NOT_START, INTERRUPTED } from '../record/stops.js';
import { say } from '../say.js';
import { causeOf } from './clientCause.js';
import { type Case, outcomeOf, type ServerTells, statusOf } from './clientOutcome.js';
import { ledOnWords, sentAwayWords, sentenceOf, stepWords, streamWords, writtenName } from './clientWords.js';

/**
 * Which clients connect, from what was recorded: the same for a probe and for its stored recording.
 * @param profiles those of the replays; a replay whose profile is unknown is left out
 * @param flows the rest of the recording: it may tell what a client's own requests cannot
 * @param yours the profile of the client that the user named, or whose file it is, by id
 */
export function clientReports(
  replays: readonly Replay[],
  profiles: readonly ClientProfile[],
  flows: readonly Flow[] = [],
  yours: string | null = null,
): ClientReport[] {
  const server: ServerTells = {
    oldTransport: [...flows, ...replays.map(({ flow }) => flow)].some((flow) =>
      flow.exchanges.some(namesEndpoint),
    ),
    modernOnly: erasOf(flows).join() === 'modern',
  };
  const asConfigured = replays.filter(({ without }) => without.length === 0);
  return asConfigured.flatMap((replay) => {
    const profile = profiles.find(({ id }) => id === replay.profile);
    if (profile === undefined) return [];
    const report = withOldStream(profile, replay, { replays, profiles, server });
    const attempts = replays.filter((one) => one.profile === replay.profile && one !== replay);
    return [{ ...withProof(report, replay, attempts, { profile, server }), yours: profile.id === yours }];
  });
}

/**
 * What became of the same client without the headers that may be in its way: those without which it connects, or
 * fails otherwise, are the cause; where each attempt came to the same, none of them is.
 */
function withProof(
  report: ClientReport,
  replay: Replay,
  attempts: readonly Replay[],
  about: { profile: ClientProfile; server: ServerTells },
): ClientReport {
  let [last, decisive]: [ClientReport, Replay | null] = [report, null];
  for (const attempt of attempts) {
    const found = reportOn(about.profile, attempt, about.server);
    // Not sent, or cut short: that shows nothing.
    if (found.connects === null) continue;
    if (found.connects || !failsAlike(found, last)) decisive = attempt;
    last = found;
  }
  if (decisive === null) {
    const { because, cause, outcome } = last;
    return { ...report, because, cause, outcome };
  }
  const { because, outcome } = reportOn(about.profile, replay, about.server, decisive.without);
  return {
    ...report,
    outcome,
    because:
      last.connects === false
        ? say('without-header-then', { because: because ?? '', next: last.because ?? '' })
        : because,
    cause: {
      kind: 'configured-header',
      headers: decisive.without.map(writtenName),
      withoutConnects: last.connects,
    },
  };
}

function failsAlike(a: ClientReport, b: ClientReport): boolean {
  return a.failedAt?.step === b.failedAt?.step && a.failedAt?.status === b.failedAt?.status;
}

/** A client of which nothing is known yet but who it is. */
export const UNTOLD: Omit<ClientReport, 'client' | 'title' | 'version'> = {
  connects: null,
  outcome: null,
  getStream: null,
  failedAt: null,
  because: null,
  cause: null,
  fix: null,
  yours: false,
};

/** Such a server gets one GET in all: what another client got over it is told of this one too. */
function withOldStream(
  profile: ClientProfile,
  replay: Replay,
  { replays, profiles, server }: OldStreams,
): ClientReport {
  const owner = replays.find((one) => one.profile === replay.oldStreamOf && one.oldStreamOf === undefined);
  const whose = profiles.find(({ id }) => id === owner?.profile);
  if (owner === undefined || whose === undefined) return reportOn(profile, replay, server);
  const told = toldOf(whose, answersOf(owner));
  const from = told.findLastIndex(({ step }) => step.name === 'fallback' || step.name === 'old-stream');
  const lent = from < 0 ? [] : told.slice(from).map(({ exchange }) => exchange);
  const report = reportOn(profile, replay, server, [], lent);
  return {
    ...report,
    because: say('told-from-other-get', { because: report.because ?? '', client: whose.title }),
  };
}

interface OldStreams {
  replays: readonly Replay[];
  profiles: readonly ClientProfile[];
  server: ServerTells;
}

/**
 * @param blamed the configured headers that were proved to be in the way, in lower case
 * @param lent what another client got over the old transport
 */
function reportOn(
  profile: ClientProfile,
  replay: Replay,
  server: ServerTells,
  blamed: readonly string[] = [],
  lent: readonly Exchange[] = [],
): ClientReport {
  const report: ClientReport = {
    ...UNTOLD,
    client: profile.client,
    title: profile.title,
    version: versionWords(profile),
  };
  if (replay.notSent === DOES_NOT_START) {
    const ending: Ending = { kind: 'end', outcome: 'does-not-start', at: null };
    const one: Case = { profile, ending, told: [], server };
    const because = sentenceOf('does-not-start', one);
    return {
      ...report,
      connects: false,
      outcome: 'does-not-start',
      because,
      cause: causeOf('does-not-start', one),
    };
  }
  if (replay.notSent !== null) {
    const outcome = replay.notSent === INTERRUPTED ? 'interrupted' : null;
    return { ...report, outcome, because: say('client-not-sent', { why: replay.notSent }) };
  }
  const answers = [...answersOf(replay), ...lent];
  const told = toldOf(profile, answers);
  const move = endOf(nextMove(profile, answers));
  const one: Case = { profile, ending: move, told, server: { ...server, blamed } };
  const outcome = outcomeOf(one);
  const { connects } = outcomes[outcome];
  const because = sentenceOf(outcome, one);
  const getStream = streamOf(told);
  const failed = connects === false ? move.at : null;
  return {
    ...report,
    connects,
    outcome,
    getStream,
    failedAt: failed === null ? null : { step: stepWords(failed), status: statusOf(failed) },
    cause: causeOf(outcome, one),
    because:
      because ??
      joined([sentAwayWords(replay), ledOnWords(replay), getStream === false ? streamWords(told) : null]),
  };
}

/** The end of a session may be left out on purpose; any other request that is missing was cut short. */
function endOf(move: Move): Ending {
  if (move.kind === 'end') return move;
  const outcome = move.step.name === 'delete' ? 'connected' : 'interrupted';
  return { kind: 'end', outcome, at: null };
}

/** What a client that connects met on the way; null where all was as it should be. */
function joined(met: readonly (string | null)[]): string | null {
  const words = met.filter((one) => one !== null);
  return words.length === 0 ? null : words.join('; ');
}

/** It listens on a GET stream; null where it asked for none. */
function streamOf(told: readonly Told[]): boolean | null {
  const gets = told.filter(({ step }) => step.name === 'get');
  return gets.length === 0 ? null : gets.some(({ exchange }) => workedOf(exchange));
}

/** The answers that counted, in the order of sending; what we sent to tidy up is none of the client's. */
function answersOf({ plan, flow }: Replay): Exchange[] {
  const last = new Map(standing(flow).map((exchange) => [exchange.step, exchange]));
  return plan.steps.flatMap((step, index) => (step.role === 'cleanup' ? [] : (last.get(index) ?? [])));
}
