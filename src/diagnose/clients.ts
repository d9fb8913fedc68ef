import type { ClientProfile, ClientReport, Exchange, Flow, Replay } from '../model.js';
import { versionWords } from '../plan/profiles.js';
import { type Ending, type Move, nextMove, type Told, toldOf } from '../record/client.js';
import { erasOf } from '../record/eras.js';
import { namesEndpoint } from '../record/match.js';
import { workedOf } from '../record/reading.js';
import { endingWords, type ServerTells, statusOf, stepWords, streamWords } from './clientWords.js';

/**
 * Which clients connect, from what was recorded: the same for a probe and for its stored recording.
 * @param profiles those of the replays; a replay whose profile is unknown is left out
 * @param flows the rest of the recording: it may tell what a client's own requests cannot
 */
export function clientReports(
  replays: readonly Replay[],
  profiles: readonly ClientProfile[],
  flows: readonly Flow[] = [],
): ClientReport[] {
  const server: ServerTells = {
    oldTransport: flows.some((flow) => flow.exchanges.some(namesEndpoint)),
    modernOnly: erasOf(flows).join() === 'modern',
  };
  return replays.flatMap((replay) => {
    const profile = profiles.find(({ id }) => id === replay.profile);
    return profile === undefined ? [] : [reportOn(profile, replay, server)];
  });
}

function reportOn(profile: ClientProfile, replay: Replay, server: ServerTells): ClientReport {
  const report: ClientReport = {
    client: profile.client,
    title: profile.title,
    version: versionWords(profile),
    connects: null,
    getStream: null,
    failedAt: null,
    because: null,
    fix: null,
  };
  if (replay.notSent !== null) return { ...report, because: `not sent: ${replay.notSent}` };
  const answers = answersOf(replay);
  const told = toldOf(profile, answers);
  const move = endOf(nextMove(profile, answers));
  const { connects, because } = endingWords(profile, move, told, server);
  const getStream = streamOf(told);
  const failed = connects === false ? move.at : null;
  return {
    ...report,
    connects,
    getStream,
    failedAt: failed === null ? null : { step: stepWords(failed), status: statusOf(failed) },
    because: because ?? (getStream === false ? streamWords(told) : null),
  };
}

/** The end of a session may be left out on purpose; any other request that is missing was cut short. */
function endOf(move: Move): Ending {
  if (move.kind === 'end') return move;
  const outcome = move.step.name === 'delete' ? 'connected' : 'interrupted';
  return { kind: 'end', outcome, at: null };
}

/** It listens on a GET stream; null where it asked for none. */
function streamOf(told: readonly Told[]): boolean | null {
  const gets = told.filter(({ step }) => step.name === 'get');
  return gets.length === 0 ? null : gets.some(({ exchange }) => workedOf(exchange));
}

/** The answers that counted, in the order of sending; what we sent to tidy up is none of the client's. */
function answersOf({ plan, flow }: Replay): Exchange[] {
  const last = new Map(flow.exchanges.map((exchange) => [exchange.step, exchange]));
  return plan.steps.flatMap((step, index) => (step.role === 'cleanup' ? [] : (last.get(index) ?? [])));
}
