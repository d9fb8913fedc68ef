import type { ObservedExchange, ObservedRun, Recording } from '../model.js';

/** Did the server live through what was sent? If not, every request since its last good answer is a suspect. */
export function runOf(recording: Recording, exchanges: readonly ObservedExchange[]): ObservedRun {
  const flowIds = new Map(
    recording.flows.flatMap((flow) => flow.exchanges.map((exchange) => [exchange.id, flow.id])),
  );
  const eras = (['legacy', 'modern'] as const).map((era) => exchanges.filter((it) => it.era === era));
  const survivals = eras.map(survival);
  const suspects = eras.flatMap((inEra, index) => (survivals[index] === false ? sinceLastGood(inEra) : []));
  const answered = exchanges.filter((it) => it.status !== null && ANSWERED.includes(it.step));
  return {
    id: 'run',
    survived: survivals.includes(false) ? false : survivals.includes(true) ? true : null,
    suspects: suspects.map((it) => it.id),
    suspectNames: namesOf(suspects, flowIds),
    slowestFirstByteMs: slowest(answered.map((it) => it.firstByteMs)),
    slowestTotalMs: slowest(answered.map((it) => it.totalMs)),
  };
}

/** What asks for an answer. */
const ANSWERED = ['initialize', 'discover', 'tools/list'];

/** The checks, in the order in which they are made. */
const ROUNDS = [/^still-alive$/, /^control-again$/, /^control-again-2$/];

/** One failed check may be chance; two without a good one after them are not. */
function survival(inEra: readonly ObservedExchange[]): boolean | null {
  if (!inEra.some((it) => it.kind === 'control' && it.worked)) return null;
  const rounds = ROUNDS.map((name) => inEra.filter((it) => name.test(it.flow) && isCheck(it))).filter(
    (round) => round.length > 0 && round.every((it) => it.status !== 429 && it.failure?.stage !== 'aborted'),
  );
  if (rounds.at(-1)?.every((it) => it.worked) === true) return true;
  return rounds.filter((round) => !round.every((it) => it.worked)).length >= 2 ? false : null;
}

/** A correct request of its own, sent to see whether the server still answers. */
function isCheck(it: ObservedExchange): boolean {
  return ROUNDS.some((name) => name.test(it.flow)) && it.rpcMethod !== null && !it.superseded;
}

/** What was sent after the last good answer to the request that now fails. */
function sinceLastGood(inEra: readonly ObservedExchange[]): ObservedExchange[] {
  const failing = inEra.find((it) => isCheck(it) && !it.worked);
  const good = inEra.filter((it) => it.worked && it.rpcMethod === failing?.rpcMethod);
  const lastGood = good.at(-1)?.seq ?? 0;
  return inEra.filter((it) => it.seq > lastGood && it.kind !== 'control' && !isCheck(it));
}

function namesOf(suspects: readonly ObservedExchange[], flowIds: Map<string, string>): string {
  const names = suspects.map((it) => `${flowIds.get(it.id)} ${it.step} (${it.status ?? it.failure?.code})`);
  return names.length === 0 ? 'nothing but correct requests' : names.slice(0, 5).join(', ');
}

function slowest(times: readonly (number | null)[]): number | null {
  return times.reduce((a, b) => (b === null ? a : Math.max(a ?? 0, b)), null);
}
