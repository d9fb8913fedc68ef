import { ERAS } from '../eras.js';
import type { Era, Exchange, Flow, Known } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import { answerOf, messageOf, requestOf, workedOf } from './reading.js';

/** How many flows may overlap: in every era that works, two requests at once were answered as one is. */
export function overlapOf({ control, boreTwo }: Known): number {
  const eras = ERAS.filter((era) => control[era]?.works === true);
  return eras.length > 0 && eras.every((era) => boreTwo[era] === true) ? MOST_AT_ONCE : 1;
}

/** Whether two requests at once were answered as one is, the first time; null: they were not sent. */
export function boreTwoOf(flows: readonly Flow[], era: Era): boolean | null {
  const exchanges = (name: string): Exchange[] =>
    flows.find(({ id }) => id === `${era}/${name}`)?.exchanges ?? [];
  const alone = exchanges('both').at(-1);
  const two = exchanges('two-at-once');
  // Where no tools are offered, the same refusal with the right id will do.
  const alike = (one: Exchange): boolean =>
    workedOf(one) || (isAnsweredFor(one) && answerOf(one)?.status === (alone && answerOf(alone)?.status));
  return two.length === 0 ? null : two.length === 2 && two.every(alike);
}

function isAnsweredFor(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  return answer !== null && messageOf(answer)?.id === requestOf(exchange).id;
}
