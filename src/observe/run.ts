import { ERAS } from '../eras.js';
import type { Exchange, ObservedExchange, ObservedRun, Recording } from '../model.js';
import { say } from '../say.js';

/** Did the server live through what was sent? If not, every request since its last good answer is a suspect. */
export function runOf(exchanges: readonly ObservedExchange[], history: History): ObservedRun {
  const eras = ERAS.map((era) => exchanges.filter((it) => it.era === era));
  const survivals = eras.map(survival);
  const suspects = eras.flatMap((inEra, index) => {
    const failing = survivals[index] === false ? inEra.find((it) => isCheck(it) && !it.worked) : undefined;
    return failing === undefined ? [] : history.since(failing);
  });
  const steps = new Set(suspects.map((it) => it.step));
  const answered = exchanges.filter((it) => it.status !== null && ANSWERED.includes(it.step));
  return {
    id: 'run',
    survived: survivals.includes(false) ? false : survivals.includes(true) ? true : null,
    suspects: suspects.map((it) => it.id),
    suspectNames: history.names(suspects),
    culprit: steps.size === 1 ? (suspects[0]?.step ?? null) : null,
    occupied: occupied(exchanges),
    slowestFirstByteMs: slowest(answered.map((it) => it.firstByteMs)),
    slowestTotalMs: slowest(answered.map((it) => it.totalMs)),
  };
}

/** What asks for an answer. */
const ANSWERED = ['initialize', 'discover', 'tools/list'];

/** The checks, in the order in which they are made. */
const ROUNDS = [
  /^still-alive(-\d)?$/,
  /^control-again$/,
  /^control-again-2$/,
  /^after-discover$/,
  /^after-discover-2$/,
];

/** One failed check may be chance; two without a good one after them are not. */
function survival(inEra: readonly ObservedExchange[]): boolean | null {
  if (!inEra.some((it) => it.kind === 'control' && it.worked)) return null;
  const rounds = ROUNDS.map((name) => inEra.filter((it) => name.test(it.flow) && isCheck(it))).filter(
    (round) => round.length > 0 && round.every((it) => !it.limited && it.failure?.stage !== 'aborted'),
  );
  if (rounds.at(-1)?.every((it) => it.worked) === true) return true;
  return rounds.filter((round) => !round.every((it) => it.worked)).length >= 2 ? false : null;
}

/** A correct request of its own, sent to see whether the server still answers. */
export function isCheck(it: ObservedExchange): boolean {
  return ROUNDS.some((name) => name.test(it.flow)) && it.rpcMethod !== null && !it.superseded;
}

/** The only session of a server is ended last of all: a hello after that shows whether it is free again. */
function occupied(exchanges: readonly ObservedExchange[]): boolean | null {
  const end = exchanges.find((it) => it.flow === 'only-session-end');
  if (end === undefined) return null;
  if (end.status === null || end.status > 299) return true;
  const freed = exchanges.findLast((it) => it.flow === 'freed' && it.step === 'initialize');
  return freed === undefined || freed.limited ? null : !freed.worked;
}

/** What every client sends, and it was answered well. */
function isOrdinary(it: ObservedExchange): boolean {
  if (it.kind === 'control') return it.status !== null && it.status < 400;
  return it.worked && (it.role === 'setup' || ['second-hello', 'two-at-once'].includes(it.flow));
}

/** What was sent before what. */
export interface History {
  /** What may have upset the server: everything that was not over when the last good answer was asked for. */
  since(failing: ObservedExchange): ObservedExchange[];
  /** `legacy/missing initialize (406)`, the first few. */
  names(suspects: readonly ObservedExchange[]): string;
}

export function historyOf(recording: Recording, exchanges: readonly ObservedExchange[]): History {
  const recorded = new Map(
    recording.flows.flatMap(({ id, exchanges: own }) =>
      own.map((exchange) => [exchange.id, { id, exchange }]),
    ),
  );
  const crossed = (it: ObservedExchange, good: ObservedExchange): boolean => {
    const [one, other] = [recorded.get(it.id)?.exchange, recorded.get(good.id)?.exchange];
    if (one === undefined || other === undefined || !one.overlapped) return false;
    return one.startedMs + msOf(one) > other.startedMs;
  };
  return {
    since(failing) {
      const good = exchanges.findLast(
        (it) =>
          it.seq < failing.seq &&
          it.era === failing.era &&
          it.worked &&
          // Where nothing comes back any more, any answer shows that the server was there.
          (it.rpcMethod === failing.rpcMethod || failing.status === null),
      );
      return exchanges.filter((it) => {
        if (isOrdinary(it) || isCheck(it) || it === failing || it === good) return false;
        if (it.flow === failing.flow && it.seq > failing.seq) return false;
        return it.seq > (good?.seq ?? 0) || (good !== undefined && crossed(it, good));
      });
    },
    names(suspects) {
      const names = suspects.map(
        (it) => `${recorded.get(it.id)?.id} ${it.step} (${it.status ?? it.failure?.code})`,
      );
      return names.length === 0 ? say('no-suspect') : [...new Set(names)].slice(0, 5).join(', ');
    },
  };
}

/** How long it took, in milliseconds. */
export function msOf({ outcome }: Exchange): number {
  return outcome.kind === 'answer' ? outcome.totalMs : outcome.ms;
}

function slowest(times: readonly (number | null)[]): number | null {
  return times.reduce((a, b) => (b === null ? a : Math.max(a ?? 0, b)), null);
}
