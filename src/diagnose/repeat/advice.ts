import type { Diagnosis, RepeatReport } from '../../model.js';
import { say } from '../../say.js';

/** What to do about handshakes that fail at times, most likely first: from their cause, then from their order. */
export function adviceOn(report: RepeatReport): Diagnosis['do'] {
  const steps = stepsFor(report);
  return steps.length > 0 ? steps : [{ who: 'server', step: say('look-into-logs'), code: null }];
}

/** The same; empty where neither says what to do. */
export function stepsFor(report: RepeatReport): Diagnosis['do'] {
  return [...byCause(report), ...byOrder(report)].map((step) => ({ who: 'server', step, code: null }));
}

function byCause({ groups: [first] }: RepeatReport): string[] {
  if (first === undefined) return [];
  const address = first.apart.find(({ what }) => what === 'address');
  const inSession = first.apart.some(({ what }) => what === 'session');
  const keptSession = first.shared.includes(say('in-earlier-session'));
  return [
    ...(first.cause === say('kept-alive-cut') ? [say('idle-closed-first')] : []),
    ...(first.apart.some(({ what }) => what === 'get') ? [say('transport-for-each')] : []),
    ...(address === undefined ? [] : [say('unlike-the-others', { where: address.words })]),
    ...(inSession || keptSession ? [say('keep-sessions')] : []),
  ];
}

function byOrder({ order: { kind, nth, proved, unit } }: RepeatReport): string[] {
  if (!proved || nth === null) return [];
  switch (kind) {
    case 'from':
      return [say('used-up', { count: nth - 1 })];
    case 'until':
      return [say('not-ready')];
    case 'every':
      return [say('one-bad-instance', { unit, count: nth })];
    case 'none':
    case 'always':
    case 'scatter':
      return [];
  }
}
