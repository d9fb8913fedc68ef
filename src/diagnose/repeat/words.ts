import type { FailureGroup, RepeatOrder, RepeatReport } from '../../model.js';
import { say } from '../../say.js';
import type { Order } from '../../statistics/order.js';
import type { Tried } from './tried.js';

/** A first handshake so many times slower than the others, and by so many milliseconds, is a cold start. */
const SLOWER = 5;
const SLOWER_MS = 300;

/** In which order the tries failed, as a clause; empty where none did. */
export function orderWords(order: Order, unit: RepeatOrder['unit'], tries: readonly Tried[]): string {
  const { kind, nth, proved, chance, needed } = order;
  const failed = tries.filter(({ connects }) => connects === false).map((one) => one.nth);
  // An order that is only suspected is told as what was seen.
  const doubted = (ordered: string): string => {
    if (proved || chance === null) return ordered;
    const times = Math.round(1 / chance);
    return needed === null
      ? say('perhaps-chance', { order: ordered, times })
      : say('perhaps-chance-yet', { order: ordered, times, needed });
  };
  switch (kind) {
    case 'none':
      return '';
    case 'always':
      return say('order-always');
    case 'from':
      return doubted(say('order-from', { nth: nth ?? 0 }));
    case 'until':
      return doubted(say('order-until', { nth: nth ?? 0 }));
    case 'every':
      return doubted(say('order-every', { nth: ordinal(nth ?? 0), unit }));
    case 'scatter':
      if (proved) return say('order-none');
      return needed === null
        ? say('order-too-few', { tries: triesWords(failed) })
        : say('order-too-few-yet', { tries: triesWords(failed), needed });
  }
}

function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

type Told = Omit<RepeatReport, 'sentence' | 'because' | 'notes'>;

/** `27 of 30 tries connect (95 %: 74 to 97)`. */
export function rateWords({ connected, failed, interval }: Told): string {
  if (interval === null) return say('no-try-tells');
  const tries = connected + failed;
  const [low, high] = [Math.round(interval[0] * 100), Math.round(interval[1] * 100)];
  return tries === 1
    ? say('one-try-connects', { connected, low, high })
    : say('tries-connect', { connected, tries, low, high });
}

/** `all 3 failures: a kept-alive connection was cut, only after 5 s idle; every 10th try failed`. */
export function becauseWords({ failed, groups, order }: Told): string | null {
  if (failed === 0) return null;
  const ordered = order.sentence === '' || order.kind === 'always' ? [] : [order.sentence];
  return [groupsWords(groups, failed), ...ordered].join('; ');
}

function groupsWords(groups: readonly FailureGroup[], failed: number): string {
  const [first] = groups;
  if (first === undefined) return `${failed} failed`;
  const count = first.tries.length;
  const which =
    count === failed
      ? failed === 1
        ? 'the failure'
        : failed === 2
          ? 'both failures'
          : `all ${failed} failures`
      : `${count} of ${failed} failures`;
  const apart = first.apart.map(({ words }) => words);
  return `${which}: ${[first.cause, ...(apart.length > 0 ? apart : first.shared)].join(', ')}`;
}

/** `try 3`, `tries 3 and 7`, `tries 1, 2, 3 and 9 more`. */
export function triesWords(tries: readonly number[]): string {
  const [first = 0, second] = tries;
  if (second === undefined) return say('one-try', { nth: first });
  if (tries.length > 6)
    return say('tries-and-more', { first: tries.slice(0, 5).join(', '), count: tries.length - 5 });
  return say('tries-and', { first: tries.slice(0, -1).join(', '), last: tries.at(-1) ?? 0 });
}

/** What else is worth knowing of them. */
export function notesOf(report: Told, tries: readonly Tried[]): string[] {
  const { stopped, asked, unclear, failed, connected, latencyMs, order } = report;
  const notes: string[] = [];
  if (stopped !== null)
    notes.push(say('stopped-after', { count: tries.length, tries: asked.tries, why: stopped }));
  if (unclear === 1) notes.push(say('one-tells-nothing'));
  if (unclear > 1) notes.push(say('some-tell-nothing', { count: unclear }));
  const [first] = tries;
  const slow = first?.connects === true && latencyMs !== null && connected > 4;
  if (slow && first.ms > SLOWER * latencyMs.p50 && first.ms > latencyMs.p50 + SLOWER_MS)
    notes.push(say('cold-start', { first: Math.round(first.ms), others: Math.round(latencyMs.p50) }));
  if (failed > 0 && asked.parallel > 1) notes.push(say('perhaps-at-once', { count: asked.parallel }));
  if (failed === 1 && order.nth === null && first?.connects === false) notes.push(say('perhaps-cold-start'));
  return notes;
}
