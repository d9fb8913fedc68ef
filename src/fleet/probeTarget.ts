import { EXIT } from '../errors.js';
import type { CompiledRule } from '../judge/engine.js';
import type { Asked, FleetLine, Knowledge, Report } from '../model.js';
import { fleetLine, unfinishedLine } from '../report/fleetLine.js';
import { reportOn } from '../run/judging.js';
import { askingOf, recordAll, type Sending } from '../run/send.js';
import { withSenders } from '../run/underway.js';
import type { FleetTarget } from './entries.js';

/** What is asked of every target, and by what its answers are judged. */
export interface FleetSettings {
  asked: Asked;
  sending: Sending;
  rules: readonly CompiledRule[];
  knowledge: Knowledge;
  /** What the user makes of a report: what is ignored, how much rules count. */
  accepted: (report: Report) => Report;
  /** No target takes longer, in milliseconds. */
  deadlineMs: number;
}

/**
 * Probes one target as `probe` does, and keeps one line of it.
 * @param stopped what is to be ended when the run is
 * @returns null: it was ended before it could be judged
 */
export async function probeTarget(
  { id, choice }: FleetTarget,
  { asked, sending, rules, knowledge, accepted, deadlineMs }: FleetSettings,
  stopped: Stopped,
): Promise<FleetLine | null> {
  const abort = new AbortController();
  const end = (): void => abort.abort();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, deadlineMs);
  const forget = stopped.whenStopped(end);
  try {
    const asking = await askingOf([choice], asked, sending);
    const recordings = await withSenders(abort.signal, sending.route, (sender) =>
      recordAll([choice], asking, asked, sending, {
        signal: abort.signal,
        sender,
        step: () => {},
        tries: () => () => {},
      }),
    );
    const report = accepted(reportOn(recordings, rules, asked, null, knowledge));
    if (report.exitCode !== EXIT.interrupted) return fleetLine(id, report);
    if (!late) return null;
    const [{ url, requests } = { url: '', requests: 0 }] = report.targets;
    return unfinishedLine(id, url, deadlineMs / 1000, requests);
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/** The end of a run, for many who want to hear of it. */
export interface Stopped {
  /** @returns what forgets it again */
  whenStopped(end: () => void): () => void;
}

/** An abort signal takes only a few listeners without a complaint. */
export function stoppedBy(signal: AbortSignal): Stopped {
  const all = new Set<() => void>();
  signal.addEventListener('abort', () => {
    for (const end of all) end();
  });
  return {
    whenStopped(end) {
      if (signal.aborted) end();
      all.add(end);
      return () => all.delete(end);
    },
  };
}
