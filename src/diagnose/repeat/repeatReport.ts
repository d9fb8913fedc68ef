import type { ClientProfile, FailureGroup, RepeatOrder, RepeatReport, Repeats } from '../../model.js';
import { versionWords } from '../../plan/profiles.js';
import { REFERENCE } from '../../plan/repeat.js';
import { type Order, orderOf } from '../../statistics/order.js';
import { percentile } from '../../statistics/percentile.js';
import { type Share, wilson } from '../../statistics/proportion.js';
import { failureGroups } from './groups.js';
import { type Tried, triesOf } from './tried.js';
import { becauseWords, notesOf, orderWords, rateWords } from './words.js';

/** What repeated handshakes came to, from what was recorded. Pure. @returns null where none were asked for */
export function repeatReport(
  repeats: Repeats | null,
  profiles: readonly ClientProfile[],
): RepeatReport | null {
  if (repeats === null) return null;
  const own = [...Object.values(REFERENCE), ...profiles].find(({ id }) => id === repeats.profile);
  if (own === undefined) return null;
  const tries = triesOf(repeats, own);
  return summary(tries, repeats, own.recorded.length === 0 ? own.title : `${own.title} ${versionWords(own)}`);
}

/** The same of tries whose outcomes are known. */
export function summary(
  tries: readonly Tried[],
  { asked, stopped }: Pick<Repeats, 'asked' | 'stopped'>,
  client: string,
): RepeatReport {
  const told = tries.filter(({ connects }) => connects !== null);
  const good = told.filter(({ connects }) => connects === true);
  const share = { good: good.length, of: told.length };
  const times = good.map(({ ms }) => ms);
  const groups = failureGroups(told);
  const order = spokenOrder(told, asked.parallel, isAfterGet(groups, share));
  const report: Omit<RepeatReport, 'sentence' | 'because' | 'notes'> = {
    asked,
    client,
    connected: share.good,
    failed: share.of - share.good,
    unclear: tries.length - told.length,
    rate: share.of === 0 ? null : share.good / share.of,
    interval: share.of === 0 ? null : wilson(share),
    latencyMs: times.length === 0 ? null : latencyOf(times),
    order,
    groups,
    stopped,
    sequence: tries.map(({ connects }) => (connects === null ? '?' : connects ? '+' : '-')).join(''),
  };
  return {
    ...report,
    sentence: rateWords(report),
    because: becauseWords(report),
    notes: notesOf(report, tries),
  };
}

/** What a GET brings on comes as regularly as the GETs: requests are not what is counted then. */
function isAfterGet(groups: readonly FailureGroup[], { good, of }: Share): boolean {
  const [first] = groups;
  return first?.tries.length === of - good && first.apart.some(({ what }) => what === 'get');
}

function latencyOf(times: readonly number[]): NonNullable<RepeatReport['latencyMs']> {
  const at = (percent: number): number => Math.round((percentile(times, percent) ?? 0) * 10) / 10;
  return { p50: at(50), p90: at(90), p99: at(99), max: at(100) };
}

/** Of tries at once nobody knows which came first. */
function spokenOrder(tries: readonly Tried[], parallel: number, afterGet: boolean): RepeatOrder {
  const byTry = orderOf(tries.map(({ connects }) => connects === false));
  const spoken = (order: Order, unit: RepeatOrder['unit']): RepeatOrder => ({
    ...order,
    unit,
    sentence: orderWords(order, unit, tries),
  });
  if (byTry.kind === 'none' || byTry.kind === 'always') return spoken(byTry, 'try');
  if (parallel > 1)
    return spoken({ ...byTry, kind: 'scatter', nth: null, proved: false, chance: null, needed: null }, 'try');
  if (afterGet) return spoken(byTry, 'try');
  const requests = tries.flatMap((one) => one.requests).sort((a, b) => a.seq - b.seq);
  const byRequest = orderOf(requests.map(({ failed }) => failed));
  // A try that fails is shorter than the others: what counts requests may look as if it counted tries.
  const named = byTry.proved && byTry.kind !== 'scatter' ? (byTry.chance ?? 1) : 1;
  const counted = byRequest.proved && byRequest.kind === 'every' ? (byRequest.chance ?? 1) : 1;
  return counted < named ? spoken(byRequest, 'request') : spoken(byTry, 'try');
}
