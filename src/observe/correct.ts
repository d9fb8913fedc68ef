import type { Era, ObservedExchange, ObservedGroup, ObservedRun } from '../model.js';
import { say } from '../say.js';
import { type History, isCheck } from './run.js';

/**
 * Requests that every client sends, again and again in one run: a server that answers them at all answers each. One
 * that was refused and then served would be a client's bad luck, or the work of what was sent just before.
 */
export function correctRequests(
  era: Era,
  exchanges: readonly ObservedExchange[],
  { survived }: ObservedRun,
  history: History,
): ObservedGroup[] {
  const members = exchanges.filter((it) => it.era === era && isCorrect(it) && isTelling(it));
  const lastGood = members.findLast((it) => it.worked)?.seq ?? 0;
  const firstGood = members.find((it) => it.worked)?.seq ?? Number.POSITIVE_INFINITY;
  const refused = members.filter((it) => !it.worked && it.seq > firstGood && it.seq < lastGood);
  if (members.length < 2) return [];
  const shown = refused.map((it) =>
    say('refused-once', {
      step: it.step,
      flow: it.flow,
      status: it.status ?? '',
      since: history.names(history.since(it)),
    }),
  );
  return [
    {
      id: `${era}/correct-requests`,
      name: 'correct-requests',
      era,
      cell: null,
      exchanges: (refused.length === 0 ? members : refused).map(({ id }) => id),
      complete: survived !== false,
      shown: shown.join('; '),
      equal: refused.length === 0,
      silent: 0,
      members: members.length,
      counted: null,
    },
  ];
}

/** A hello with both types and what credentials there are, outside the cells. */
function isCorrect(it: ObservedExchange): boolean {
  if (it.step !== 'initialize' && it.step !== 'discover') return false;
  return it.kind === 'control' || it.role === 'setup' || it.flow === 'second-hello' || isCheck(it);
}

/**
 * It was answered, and neither a limit nor a session that is open already explains the answer. What was only late (a
 * bridge that first starts its program) was not refused.
 */
function isTelling(it: ObservedExchange): boolean {
  const late = it.bodyEnd === 'timeout' && it.status === 200;
  return it.status !== null && !late && !it.limited && !it.superseded && !it.alreadyInitialized;
}
