import type { FailureGroup } from '../../model.js';
import { say } from '../../say.js';
import { separation } from '../../statistics/separation.js';
import type { Tried, TriedRequest } from './tried.js';

/** A GET is known to upset servers: less has to be seen of it than of what nobody has met. */
const SUSPECTED = 0.01;

/** From here on a pause is one that somebody would notice. */
const IDLE_MS = 200;

/** Failures by their cause, most of them first, with what they share and what parts them from all that went well. */
export function failureGroups(tries: readonly Tried[]): FailureGroup[] {
  const causes = new Map<string, Tried[]>();
  for (const one of tries) {
    if (one.cause !== null) causes.set(one.cause, [...(causes.get(one.cause) ?? []), one]);
  }
  return [...causes]
    .map(([cause, failed]): FailureGroup => {
      const deciding = failed.flatMap(({ requests }) => requests.filter((request) => request.failed));
      return {
        cause,
        tries: failed.map(({ nth }) => nth),
        shared: sharedBy(cause, deciding, tries),
        apart: partedBy(tries, failed),
        evidence: deciding[0]?.id ?? null,
      };
    })
    .sort((a, b) => b.tries.length - a.tries.length);
}

/** What all of these requests have, in words: not what the cause says already, or what every try has. */
function sharedBy(cause: string, requests: readonly TriedRequest[], tries: readonly Tried[]): string[] {
  const [first] = requests;
  if (first === undefined) return [];
  const all = <K extends keyof TriedRequest>(key: K): boolean =>
    requests.every((request) => request[key] === first[key]);
  const idle = requests.map(({ idleMs }) => idleMs ?? 0);
  const [least, most] = [Math.min(...idle), Math.max(...idle)];
  const connection =
    least >= IDLE_MS
      ? say('after-idle', { seconds: secondsWords(least, most) })
      : cause === say('kept-alive-cut')
        ? ''
        : say('on-used-connection');
  const addresses = new Set(tries.flatMap((one) => one.requests.flatMap(({ address }) => address ?? [])));
  return [
    ...(all('step') && !cause.includes(first.step) ? [say('at-step', { step: first.step })] : []),
    ...(all('reused') && first.reused === true && connection !== '' ? [connection] : []),
    ...(all('address') && first.address !== null && addresses.size > 1
      ? [say('at-address', { address: first.address })]
      : []),
    ...(all('keptSession') && first.keptSession ? [say('in-earlier-session')] : []),
  ];
}

function secondsWords(least: number, most: number): string {
  const [low, high] = [inSeconds(least), inSeconds(most)];
  return low === high ? low : `${low} to ${high}`;
}

/** A timer is late, never early. */
function inSeconds(ms: number): string {
  const seconds = Math.floor(ms / 100) / 10;
  return Number.isInteger(seconds) || seconds >= 10 ? String(Math.floor(seconds)) : seconds.toFixed(1);
}

/** What these failures have and nothing that went well has, by far more than chance would do it. */
function partedBy(tries: readonly Tried[], failed: readonly Tried[]): FailureGroup['apart'] {
  const good = tries.filter(({ connects }) => connects === true);
  const apart: FailureGroup['apart'] = [];
  const whole = <V>(value: (one: Tried) => V | null) => [
    ...failed.map((one) => ({ failed: true, value: value(one) })),
    ...good.map((one) => ({ failed: false, value: value(one) })),
  ];
  const address = separation(whole(addressOf));
  if (address !== null)
    apart.push({
      what: 'address',
      words: say('only-at-address', { address: address.value }),
      chance: address.chance,
    });
  const kept = separation(
    whole(({ requests }) => (requests.some(({ keptSession }) => keptSession) ? 'kept' : 'own')),
  );
  if (kept !== null) {
    const words = say(kept.value === 'kept' ? 'only-in-earlier-session' : 'only-in-new-session');
    apart.push({ what: 'session', words, chance: kept.chance });
  }
  const requests = [...failed, ...good].flatMap((one) => one.requests);
  const get = getApart(requests);
  if (get !== null) apart.push(get);
  const idle = idleApart(requests);
  if (idle !== null) apart.push(idle);
  else {
    const used = separation(
      requests.map(({ failed: bad, reused }) => ({
        failed: bad,
        value: reused,
      })),
    );
    if (used !== null)
      apart.push({
        what: 'connection',
        words: say(used.value ? 'only-on-used-connection' : 'only-on-new-connection'),
        chance: used.chance,
      });
  }
  return apart;
}

/** The address that a try failed at, or was served by; null where it met several. */
function addressOf({ requests }: Tried): string | null {
  const deciding = requests.find(({ failed }) => failed);
  if (deciding !== undefined) return deciding.address;
  const addresses = new Set(requests.map(({ address }) => address));
  const [only = null] = addresses;
  return addresses.size === 1 ? only : null;
}

/** Every failure came after a pause at least so long, and nothing that went well did. */
function idleApart(requests: readonly TriedRequest[]): FailureGroup['apart'][number] | null {
  const after = requests.filter(({ failed }) => failed).map(({ idleMs }) => idleMs ?? 0);
  const least = Math.min(...after);
  if (after.length === 0 || least < IDLE_MS) return null;
  const found = separation(
    requests.map(({ failed, idleMs }) => ({ failed, value: (idleMs ?? 0) >= least ? 'long' : 'short' })),
  );
  if (found === null || found.value !== 'long') return null;
  return { what: 'idle', words: say('only-after-idle', { seconds: inSeconds(least) }), chance: found.chance };
}

/** Every failure came at one step, the first of its kind after a GET; wherever none came before it, that step went well. */
function getApart(requests: readonly TriedRequest[]): FailureGroup['apart'][number] | null {
  const steps = new Set(requests.flatMap(({ failed, step }) => (failed ? [step] : [])));
  const [step] = steps;
  if (step === undefined || steps.size > 1) return null;
  const same = requests.filter((request) => request.step === step);
  const found = separation(
    same.map(({ failed, afterGet }) => ({ failed, value: afterGet ? 'after a GET' : 'else' })),
    SUSPECTED,
  );
  if (found?.value !== 'after a GET') return null;
  return { what: 'get', words: say('only-after-get'), chance: found.chance };
}
