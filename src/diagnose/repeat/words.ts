import type { FailureGroup, RepeatOrder, RepeatReport } from '../../model.js';
import type { Order } from '../../statistics/order.js';
import type { Tried } from './tried.js';

/** A first handshake so many times slower than the others, and by so many milliseconds, is a cold start. */
const SLOWER = 5;
const SLOWER_MS = 300;

/** In which order the tries failed, as a clause; empty where none did. */
export function orderWords(order: Order, unit: RepeatOrder['unit'], tries: readonly Tried[]): string {
  const { kind, nth, proved, chance, needed } = order;
  const failed = tries.filter(({ connects }) => connects === false).map((one) => one.nth);
  const more = needed === null ? '' : `: --repeat ${needed} would tell`;
  // An order that is only suspected is told as what was seen.
  const doubt = proved || chance === null ? '' : ` (by chance 1 time in ${Math.round(1 / chance)}${more})`;
  switch (kind) {
    case 'none':
      return '';
    case 'always':
      return 'each one failed';
    case 'from':
      return `from try ${nth} on all failed${doubt}`;
    case 'until':
      return `only the first ${nth} failed${doubt}`;
    case 'every':
      return `every ${ordinal(nth ?? 0)} ${unit} failed${doubt}`;
    case 'scatter':
      return proved
        ? 'in no order that can be seen'
        : `${triesWords(failed)} failed, too few to see an order${more}`;
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
  if (interval === null) return 'no try tells whether a client connects';
  const of = connected + failed;
  const [low, high] = interval.map((bound) => Math.round(bound * 100));
  return `${connected} of ${of} tr${of === 1 ? 'y connects' : 'ies connect'} (95 %: ${low} to ${high})`;
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
  if (second === undefined) return `try ${first}`;
  if (tries.length > 6) return `tries ${tries.slice(0, 5).join(', ')} and ${tries.length - 5} more`;
  return `tries ${tries.slice(0, -1).join(', ')} and ${tries.at(-1)}`;
}

/** What else is worth knowing of them. */
export function notesOf(report: Told, tries: readonly Tried[]): string[] {
  const { stopped, asked, unclear, failed, connected, latencyMs, order } = report;
  const notes: string[] = [];
  if (stopped !== null) notes.push(`stopped after ${tries.length} of ${asked.tries}: ${stopped}`);
  if (unclear > 0)
    notes.push(
      `${unclear} tell${unclear === 1 ? 's' : ''} nothing and ${unclear === 1 ? 'is' : 'are'} not counted`,
    );
  const [first] = tries;
  const slow = first?.connects === true && latencyMs !== null && connected > 4;
  if (slow && first.ms > SLOWER * latencyMs.p50 && first.ms > latencyMs.p50 + SLOWER_MS)
    notes.push(
      `the first took ${Math.round(first.ms)} ms, most others ${Math.round(latencyMs.p50)} ms: a cold start`,
    );
  if (failed > 0 && asked.parallel > 1)
    notes.push(`${asked.parallel} at once: the same without --parallel tells whether that is the reason`);
  if (failed === 1 && order.nth === null && first?.connects === false)
    notes.push('the first one failed: a cold start shows when it is repeated after a rest of the server');
  return notes;
}
