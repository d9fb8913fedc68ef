import type { Era, FlowPlan, Need, StepPlan } from '../model.js';
import { flow, SECOND_USER } from './cells.js';
import { BOTH } from './matrix.js';
import { end, hello, initialized, list, withId } from './requests.js';

/** The flows of two users: what each of them is answered alone, and what becomes of that beside the other. */
export const ISOLATION = {
  first: 'isolation-first',
  second: SECOND_USER,
  /** The first one's session, with the second one's credentials. */
  session: 'isolation-session',
  /** Both at once, with the same JSON-RPC id; then with two ids. */
  equalIds: 'isolation-equal-ids',
  twoIds: 'isolation-two-ids',
  /** The first, then the second, with the very same request. */
  repeated: 'isolation-repeated',
  /** The second alone once more: what is new in its list by now is its own. */
  again: 'isolation-second-again',
  end: 'isolation-end',
} as const;

/** A flow of theirs. */
export function isOfTwoUsers({ id }: Pick<FlowPlan, 'id'>): boolean {
  return id.includes('/isolation-');
}

/** Ids that no other request of a run has. */
const EQUAL_ID = 900_000_002;
const OWN_IDS = [900_000_003, 900_000_004] as const;
const REPEATED_ID = 900_000_005;

/** What both users are asked first, each alone. */
export function planUsers(era: Era, stateful: boolean): FlowPlan[] {
  const opening = (user: StepPlan['user']): StepPlan[] =>
    era === 'modern'
      ? [as(user, list(era))]
      : [
          as(user, hello(era)),
          ...(stateful ? [as(user, initialized({ role: 'subject', only: 'always' }))] : []),
          as(user, list(era)),
        ];
  return [
    flow(era, ISOLATION.first, opening(undefined), { alone: true }),
    flow(era, ISOLATION.second, opening('second'), { alone: true }),
  ];
}

/** Both at once: one flow for each, every step of it at the same time. */
export function planBothAtOnce(era: Era, stateful: boolean): FlowPlan[] {
  const pair = (ids: readonly [number, number]): StepPlan[] => {
    const [first, second] = lists(era, stateful);
    return [withId(first, ids[0]), withId(second, ids[1])];
  };
  return [
    flow(era, ISOLATION.equalIds, pair([EQUAL_ID, EQUAL_ID]), { alone: true, needs: served(era) }),
    flow(era, ISOLATION.twoIds, pair(OWN_IDS), { alone: true, needs: served(era) }),
  ];
}

/** One after the other; at the end each ends its own session. */
export function planBesideEachOther(era: Era, stateful: boolean): FlowPlan[] {
  const [first, second] = lists(era, stateful);
  const options = { alone: true, needs: served(era) };
  const taken = list(era, BOTH, { session: sessionOf(ISOLATION.first) });
  return [
    flow(era, ISOLATION.repeated, [withId(first, REPEATED_ID), withId(second, REPEATED_ID)], options),
    ...(stateful ? [flow(era, ISOLATION.session, [as('second', taken)], options)] : []),
    flow(era, ISOLATION.again, [second], options),
    ...(stateful ? [flow(era, ISOLATION.end, [endOf(ISOLATION.first), endOf(ISOLATION.second)])] : []),
  ];
}

/** Ends the session of one of them, as the one whose it is. */
function endOf(name: string): StepPlan {
  const user = name === ISOLATION.second ? ('second' as const) : undefined;
  return as(user, end({ session: sessionOf(name), only: 'always' }));
}

function lists(era: Era, stateful: boolean): [first: StepPlan, second: StepPlan] {
  const of = (name: string) => list(era, BOTH, { session: stateful ? sessionOf(name) : 'none' });
  return [of(ISOLATION.first), as('second', of(ISOLATION.second))];
}

/** Only legacy servers have sessions. */
function sessionOf(name: string): StepPlan['session'] {
  return { flow: `legacy/${name}` };
}

function as(user: StepPlan['user'], step: StepPlan): StepPlan {
  return user === undefined ? step : { ...step, user };
}

/** Who is not let in by himself shows nothing. */
function served(era: Era): Need[] {
  return [{ flow: `${era}/${ISOLATION.second}`, must: 'be-served' }];
}
