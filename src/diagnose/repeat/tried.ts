import type { ClientProfile, Exchange, RecordedTry, Repeats } from '../../model.js';
import { msOf } from '../../observe/run.js';
import { profileOfTry } from '../../plan/repeat.js';
import { nextMove, toldOf } from '../../record/client.js';
import { isCut } from '../../record/keptAlive.js';
import type { Outcome, Told } from '../../record/move.js';
import { type SentenceId, say } from '../../say.js';
import { outcomeOf } from '../clientOutcome.js';
import { sentenceOf, stepWords } from '../clientWords.js';

/** One handshake of many, and what it came to. */
export interface Tried {
  /** Counted from 1. */
  nth: number;
  /** Null: it tells nothing. */
  connects: boolean | null;
  /** Why it failed, alike for all that failed alike; null where it did not. */
  cause: string | null;
  requests: TriedRequest[];
  /** Milliseconds that its requests took, without the pauses. */
  ms: number;
}

export interface TriedRequest {
  /** The id of the exchange. */
  id: string;
  /** Order of sending in the whole run. */
  seq: number;
  /** `initialize`, `tools/list`. */
  step: string;
  /** The try failed by it. */
  failed: boolean;
  address: string | null;
  /** It went out on a connection that had carried another request; null: no connection took it. */
  reused: boolean | null;
  /** Milliseconds for which that connection had been idle; null where it was new. */
  idleMs: number | null;
  /** It was sent in a session that an earlier try had opened. */
  keptSession: boolean;
  /** A GET went to the server since the same step was sent before, by whichever try. */
  afterGet: boolean;
}

const FAILS: Outcome[] = ['unreachable', 'refused', 'no-answer', 'unreadable', 'rpc-error', 'version'];
const ALSO_FAILS: Outcome[] = ['old-transport-fails', 'does-not-start', 'no-endpoint', 'endpoint-elsewhere'];
const CONNECTS: Outcome[] = ['connected', 'connected-old'];

/** What each try of a recording came to. @param whole the profile that was repeated */
export function triesOf({ asked, tries }: Repeats, whole: ClientProfile): Tried[] {
  const gets = tries.flatMap(({ flow }) =>
    flow.exchanges.flatMap(({ seq, request }) => (request.method === 'GET' ? [seq] : [])),
  );
  const all = tries.map((one, index) => triedOf(one, index + 1, whole, asked.reuseSession));
  markGets(
    all.flatMap(({ requests }) => requests),
    gets,
  );
  return all;
}

/** Says of each request whether a GET came between it and the same step before it. */
function markGets(requests: readonly TriedRequest[], gets: readonly number[]): void {
  const before = new Map<string, number>();
  for (const request of [...requests].sort((a, b) => a.seq - b.seq)) {
    const since = before.get(request.step) ?? -1;
    request.afterGet = gets.some((seq) => since < seq && seq < request.seq);
    before.set(request.step, request.seq);
  }
}

function triedOf({ flow, resumes }: RecordedTry, nth: number, whole: ClientProfile, keeps: boolean): Tried {
  const profile = profileOfTry(whole, { keeps, resumes: resumes !== null });
  const { answers, ending } = conversation(profile, flow.exchanges);
  const told = toldOf(profile, answers);
  const failed = [...FAILS, ...ALSO_FAILS].includes(ending.outcome);
  const connects = CONNECTS.includes(ending.outcome) ? true : failed ? false : null;
  const server = { oldTransport: false, modernOnly: false };
  const row = { profile, ending, told, server };
  const { at } = ending;
  const broken = at?.exchange.outcome.kind === 'failure' ? brokenWords(at) : null;
  return {
    nth,
    connects,
    cause: connects === false ? (broken ?? sentenceOf(outcomeOf(row), row) ?? say('just-failed')) : null,
    requests: told.map((one, index) => requestOf(one, told[index - 1], at, resumes !== null)),
    ms: answers.reduce((sum, exchange) => sum + msOf(exchange), 0),
  };
}

/** The answers that the client asked for, without what ended its session after it. */
function conversation(profile: ClientProfile, exchanges: readonly Exchange[]) {
  for (let count = 0; count <= exchanges.length; count += 1) {
    const answers = exchanges.slice(0, count);
    const move = nextMove(profile, answers);
    if (move.kind === 'end') return { answers, ending: move };
  }
  // It broke off in the middle.
  return { answers: [...exchanges], ending: { kind: 'end', outcome: 'interrupted', at: null } as const };
}

function requestOf(told: Told, before: Told | undefined, at: Told | null, resumed: boolean): TriedRequest {
  const { exchange } = told;
  const { connection, request } = exchange;
  const reused = connection?.reused ?? null;
  const idle =
    before === undefined ? 0 : exchange.startedMs - before.exchange.startedMs - msOf(before.exchange);
  return {
    id: exchange.id,
    seq: exchange.seq,
    step: stepWords(told),
    failed: at?.exchange === exchange,
    address: connection?.address ?? null,
    reused,
    idleMs: reused === true ? Math.max(0, Math.round(idle)) : null,
    keptSession: resumed && request.session !== null,
    afterGet: false,
  };
}

const BROKEN: Record<string, SentenceId> = {
  ECONNREFUSED: 'nobody-listened',
  ECONNRESET: 'connection-cut',
  UND_ERR_SOCKET: 'connection-closed',
  EPIPE: 'closed-before-request',
  TIMEOUT: 'no-answer-in-time',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found-now',
};

function brokenWords({ exchange }: Told): string {
  if (isCut(exchange)) return say('kept-alive-cut');
  const { outcome } = exchange;
  if (outcome.kind === 'answer') return say('just-failed');
  const { code, stage } = outcome;
  const known = BROKEN[code];
  if (stage === 'connect' && code === 'TIMEOUT') return say('no-connection-in-time');
  if (stage === 'proxy') return say('proxy-did-not-let-through', { code });
  return known === undefined ? say('failed-at-stage', { stage, code }) : say(known);
}
