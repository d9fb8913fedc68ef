import type { CutShort, Recording } from '../model.js';
import { INTERRUPTED } from './stops.js';

/** What came before its end ended by this limit, and not by somebody's hand; what is complete stays as it is. */
export function cutShortBy(recordings: readonly Recording[], limit: CutShort): Recording[] {
  return recordings.map((recording) =>
    recording.problem === null && (recording.flows.length === 0 || isInterrupted(recording))
      ? { ...recording, cutShort: limit }
      : recording,
  );
}

/** Also when the one request that was given up was the last of its flow. */
export function isInterrupted({ flows, replays, notSent }: Recording): boolean {
  if (notSent.some(({ reason }) => reason === INTERRUPTED)) return true;
  if (replays.some((replay) => replay.notSent === INTERRUPTED)) return true;
  return [...flows, ...replays.map(({ flow }) => flow)].some(
    ({ ended, exchanges }) =>
      ended === 'interrupted' ||
      exchanges.some(({ outcome }) => outcome.kind === 'failure' && outcome.stage === 'aborted'),
  );
}
