import type { ProposedEdit, Severity } from '../../model.js';
import { say } from '../../say.js';
import { fares, isBetter, rank, reason, type Trial } from './trial.js';

/** What is found out about a proposal. */
export type Judged = Pick<ProposedEdit, 'outcome' | 'because' | 'made'>;

/** The client sends the same with and without it. */
export function unsent({ touchesWire }: { touchesWire: boolean }, title: string): Judged {
  if (!touchesWire) return { outcome: 'off-wire', because: say('wire-stays'), made: true };
  const because = say('changes-nothing', { client: title });
  return { outcome: 'no-effect', because, made: false };
}

/** It was seen to help, or it works with it and nobody could see what happens without. */
export function shown(without: Trial, withIt: Trial, title: string): Judged {
  if (rank(without) === null) {
    const because = say('works-untold-without', {
      client: title,
      fares: fares(withIt),
      why: reason(without),
    });
    return { outcome: 'not-proved', because, made: true };
  }
  const because = say('helps', {
    client: title,
    before: fares(without),
    why: reason(without),
    after: fares(withIt),
  });
  return { outcome: 'proved', because, made: true };
}

/** The others do as well without it, or better. */
export function spared(withIt: Trial, without: Trial, title: string): Judged {
  if (isBetter(without, withIt)) return refuted(without, withIt, title);
  const because = say('not-missed', { client: title, fares: fares(without) });
  return { outcome: 'no-effect', because, made: false };
}

/** The client fares worse with it. */
export function refuted(without: Trial, withIt: Trial, title: string): Judged {
  const because = say('does-harm', {
    client: title,
    after: fares(withIt),
    why: reason(withIt),
    before: fares(without),
  });
  return { outcome: 'refuted', because, made: false };
}

/** Nothing could be seen. */
export function unproved({ severity }: { severity: Severity }, trial: Trial): Judged {
  return {
    outcome: 'not-proved',
    because: say('could-not-be-tried', { why: reason(trial) }),
    // What is known to break a client is mended also where nobody can watch.
    made: severity === 'error',
  };
}

/** The client fares no better with it. */
export function useless(without: Trial, withIt: Trial, title: string): Judged {
  const always = rank(without) === rank(withIt);
  const because =
    withIt.connects === true
      ? say(always ? 'always-fares' : 'fares-with-it', { client: title, fares: fares(withIt) })
      : say(always ? 'always-fails' : 'fails-with-it', {
          client: title,
          fares: fares(withIt),
          why: reason(withIt),
        });
  return { outcome: 'no-effect', because, made: false };
}
