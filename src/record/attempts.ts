import type { FlowPlan, Replay } from '../model.js';
import type { Ending } from './move.js';
import { answerOf } from './reading.js';

/** One way through the sequence of a client. */
export interface Attempt {
  replay: Replay;
  /** Null where nothing was sent. */
  ending: Ending | null;
  /** The configured headers that may be why it was refused, in lower case, the likeliest first. */
  suspects: string[];
}

/**
 * A client as it is configured; and where it is refused, once more without each configured header that may be
 * why. What makes a difference stays left out: what is said of a header rests on these attempts.
 * @param once sends the sequence without these headers
 */
export async function attemptsOf(
  plan: FlowPlan,
  asConfiguredOnly: boolean,
  once: (plan: FlowPlan, without: string[]) => Promise<Attempt>,
): Promise<Replay[]> {
  let last = await once(plan, []);
  const replays = [last.replay];
  const tried = new Set<string>();
  for (;;) {
    const suspect = last.suspects.find((name) => !tried.has(name));
    if (suspect === undefined || asConfiguredOnly) return replays;
    tried.add(suspect);
    const without = [...last.replay.without, suspect];
    const attempt = await once(again(plan, without), without);
    replays.push(attempt.replay);
    if (attempt.ending === null) return replays;
    if (!endsAlike(attempt.ending, last.ending)) last = attempt;
  }
}

function endsAlike(a: Ending, b: Ending | null): boolean {
  const alike = a.outcome === b?.outcome && a.at?.step.name === b.at?.step.name;
  return alike && statusAt(a) === statusAt(b);
}

function statusAt({ at }: Ending): number | null {
  return at === null ? null : (answerOf(at.exchange)?.status ?? null);
}

/** The plan of another attempt. */
function again(plan: FlowPlan, without: readonly string[]): FlowPlan {
  return { ...plan, id: `${plan.id}-without-${without.join('-')}`, steps: [] };
}
