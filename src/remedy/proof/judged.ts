import type { ProposedEdit, Severity } from '../../model.js';
import { fares, isBetter, rank, reason, type Trial } from './trial.js';

/** What is found out about a proposal. */
export type Judged = Pick<ProposedEdit, 'outcome' | 'because' | 'made'>;

/** The client sends the same with and without it. */
export function unsent({ touchesWire }: { touchesWire: boolean }, title: string): Judged {
  if (!touchesWire) return { outcome: 'off-wire', because: 'What is sent stays the same.', made: true };
  const because = `Changes nothing for ${title}: it sends the same with and without it.`;
  return { outcome: 'no-effect', because, made: false };
}

/** It was seen to help, or it works with it and nobody could see what happens without. */
export function shown(without: Trial, withIt: Trial, title: string): Judged {
  if (rank(without) === null) {
    const because = `With this change ${title} ${fares(withIt)}. What it does without cannot be told${reason(without)}.`;
    return { outcome: 'not-proved', because, made: true };
  }
  const because = `Without this change ${title} ${fares(without)}${reason(without)}. With it, it ${fares(withIt)}.`;
  return { outcome: 'proved', because, made: true };
}

/** The others do as well without it, or better. */
export function spared(withIt: Trial, without: Trial, title: string): Judged {
  if (isBetter(without, withIt)) return refuted(without, withIt, title);
  const because = `Changes nothing for ${title}: without this change it ${fares(without)} just the same.`;
  return { outcome: 'no-effect', because, made: false };
}

/** The client fares worse with it. */
export function refuted(without: Trial, withIt: Trial, title: string): Judged {
  const because = `With this change ${title} ${fares(withIt)}${reason(withIt)}. Without it, it ${fares(without)}.`;
  return { outcome: 'refuted', because, made: false };
}

/** Nothing could be seen. */
export function unproved({ severity }: { severity: Severity }, trial: Trial): Judged {
  return {
    outcome: 'not-proved',
    because: `Could not be tried${reason(trial)}.`,
    // What is known to break a client is mended also where nobody can watch.
    made: severity === 'error',
  };
}

/** The client fares no better with it. */
export function useless(without: Trial, withIt: Trial, title: string): Judged {
  const always = rank(without) === rank(withIt) ? 'with and without it' : 'with it';
  const because =
    withIt.connects === true
      ? `Changes nothing for ${title}: ${always}, it ${fares(withIt)}.`
      : `Does not help: ${always}, ${title} ${fares(withIt)}${reason(withIt)}.`;
  return { outcome: 'no-effect', because, made: false };
}
