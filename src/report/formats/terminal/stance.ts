import type { Era, Refusals, Stance, TargetReport } from '../../../model.js';

const STANCES: Record<Stance, (refused: string, refusals: Refusals | null) => string> = {
  strict: (refused) => `${refused} unless both types are listed`,
  'strict-with-ranges': (refused) => `${refused} unless both types are listed; */* counts as both`,
  lenient: (refused, refusals) => `${ENOUGH[refusals?.enough ?? 'either']}; ${refused} otherwise`,
  negotiating: (refused) => `answers in a type that Accept allows, or says ${refused}`,
  ignoring: () => 'answers in one type, whatever Accept says',
  mixed: () => 'follows no pattern that we know; see the cells',
  unknown: () => 'could not be told; the cells that would show it gave no clear answer',
};
const ENOUGH: Record<'json' | 'sse' | 'either', string> = {
  json: 'application/json alone is enough, text/event-stream alone is not',
  sse: 'text/event-stream alone is enough, application/json alone is not',
  either: 'one of the two types alone is enough',
};

/** `strict: 406 unless both types are listed`; null where the era is not served. */
export function stanceText({ stance, refusals }: TargetReport, era: Era): string | null {
  const value = stance[era];
  if (value === null) return null;
  const seen = refusals[era];
  const refused = seen === null ? '406' : seen.statuses.join(' or ');
  return `${value}: ${STANCES[value](refused, seen)}`;
}
