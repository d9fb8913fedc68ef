import type { Era, Exchange, Flow, ObservedGroup, Recording } from '../model.js';
import { ISOLATION } from '../plan/isolation.js';
import { hashesIn } from '../record/hashesIn.js';
import { answerOf, messageOf, requestOf } from '../record/reading.js';
import { type SentenceId, say } from '../say.js';

/** Where the second user stood beside the first, and how that is said. */
const TRIALS: [flow: string, words: SentenceId][] = [
  [ISOLATION.session, 'beside-by-session'],
  [ISOLATION.equalIds, 'beside-by-id'],
  [ISOLATION.twoIds, 'beside-at-once'],
  [ISOLATION.repeated, 'beside-by-request'],
];

/**
 * What a second user was answered beside the first. Unequal where an answer to the second one held what the first
 * one's list has and the second one's own never had, or was for a request of the first one. Both lists being alike,
 * nothing can be told.
 */
export function twoUsers(era: Era, { plan, flows }: Recording): ObservedGroup[] {
  const flowOf = (name: string): Flow | undefined => flows.find(({ id }) => id === `${era}/${name}`);
  const isOfSecond = ({ id }: Flow, { step }: Exchange): boolean =>
    plan.find((one) => one.id === id)?.steps[step]?.user === 'second';
  const listsIn = (name: string): string[][] =>
    (flowOf(name)?.exchanges ?? []).flatMap((exchange) => {
      const hashes = hashesIn(exchange);
      return hashes === null ? [] : [hashes];
    });
  const [first] = listsIn(ISOLATION.first);
  const [second] = listsIn(ISOLATION.second);
  if (first === undefined || second === undefined) return [];
  const own = new Set([second, ...listsIn(ISOLATION.again)].flat());
  const others = first.filter((hash) => !own.has(hash));
  const leaks: { words: string; id: string }[] = [];
  const trials: string[] = [];
  for (const [name, words] of TRIALS) {
    const flow = flowOf(name);
    if (flow === undefined) continue;
    const idsOfFirst = flow.exchanges.filter((one) => !isOfSecond(flow, one)).map((one) => requestOf(one).id);
    for (const exchange of flow.exchanges.filter((one) => isOfSecond(flow, one))) {
      trials.push(exchange.id);
      const held = hashesIn(exchange)?.some((hash) => others.includes(hash)) === true;
      if (held || isForAnother(exchange, idsOfFirst)) leaks.push({ words: say(words), id: exchange.id });
    }
  }
  if (trials.length === 0) return [];
  return [
    {
      id: `${era}/two-users`,
      name: 'two-users',
      era,
      cell: null,
      exchanges: leaks.length > 0 ? leaks.map(({ id }) => id) : trials,
      complete: others.length > 0 || leaks.length > 0,
      shown: leaks.map(({ words }) => words).join('; '),
      equal: leaks.length === 0,
      silent: 0,
      members: trials.length,
      counted: null,
    },
  ];
}

/** The answer has the id of a request of the first user. */
function isForAnother(exchange: Exchange, idsOfFirst: readonly unknown[]): boolean {
  const answer = answerOf(exchange);
  const id = answer === null ? undefined : messageOf(answer)?.id;
  return id !== undefined && id !== requestOf(exchange).id && idsOfFirst.includes(id);
}
