import type { FleetState } from '../model.js';
import { startProgress } from '../report/progress.js';
import { clock } from '../report/progressBar.js';
import { isCi } from '../report/view.js';
import type { Context } from './context.js';
import { STILL_MS } from './underway.js';

export interface FleetProgress {
  /** @param share how much of the list has been read with that, 0 to 1; null: nobody knows how long it is */
  begun(share: number | null): void;
  /** @param state null: it was ended before it could be judged */
  ended(state: FleetState | null): void;
  stop(): void;
}

/** How far a fleet is: on a terminal as it changes, elsewhere on stderr now and then. */
export function startFleetProgress({ writer, process }: Context): FleetProgress {
  const onTerminal = process.stderr.isTTY === true && !isCi(process.env);
  const progress = startProgress(process.stderr, onTerminal);
  const began = performance.now();
  let [done, failed, running] = [0, 0, 0];
  let share: number | null = null;
  let saidAt = began;
  const tell = (): void => {
    const now = performance.now();
    const line = progressLine({ done, failed, running, share, elapsedMs: now - began });
    progress.update(line);
    if (onTerminal || now - saidAt < STILL_MS) return;
    saidAt = now;
    void writer.err(`still at it: ${line}\n`);
  };
  return {
    begun(read) {
      running += 1;
      share = read;
      tell();
    },
    ended(state) {
      running -= 1;
      if (state !== null) done += 1;
      if (state === 'bad') failed += 1;
      tell();
    },
    stop: () => progress.stop(),
  };
}

/** `1204 done, 31 failed, 16 running, 12:04 left`. @param share of the list that was begun */
export function progressLine({
  done,
  failed,
  running,
  share,
  elapsedMs,
}: {
  done: number;
  failed: number;
  running: number;
  share: number | null;
  elapsedMs: number;
}): string {
  const counts = `${done} done, ${failed} failed, ${running} running`;
  if (share === null || share === 0 || done === 0) return counts;
  const all = (done + running) / share;
  return `${counts}, ${clock((elapsedMs / done) * (all - done))} left`;
}
