import { codeOf } from '../errors.js';
import type { BodyEnd, Failure, HeaderLine } from '../model.js';
import { Collected } from '../net/collected.js';
import { failureOf } from '../net/failure.js';
import { INTERIM_CAP } from '../net/wire.js';
import { type Head, statusOf } from './messageReader.js';

/** One request that went through the tap and what came back, as they were: secrets included. */
export interface Tapped {
  seq: number;
  /** The client's connection, counted from 1. */
  connection: number;
  /** That had carried a request before. */
  reused: boolean;
  /** The address that the server's end had; null where it was not reached. */
  address: string | null;
  startedMs: number;
  method: string;
  /** As the request line has it: a path. */
  path: string;
  /** Every line as it came, but for `Host`, which is the target's. */
  headers: HeaderLine[];
  body: Collected;
  /** Others were under way meanwhile. */
  overlapped: boolean;
  outcome: TappedAnswer | Failure | null;
  interim: number[];
}

export interface TappedAnswer {
  kind: 'answer';
  status: number;
  headers: HeaderLine[];
  body: Collected;
  /** When each piece of the body came, in milliseconds, and where in the body it ends. */
  arrivals: { ms: number; upTo: number }[];
  /** Null: it has not ended. */
  end: BodyEnd | null;
  firstByteMs: number;
  totalMs: number;
}

/** Who waits so long for an answer has run out of patience; before, it may have left for reasons of its own. */
const PATIENCE_MS = 4000;
/** Of a stream, when more pieces than these came is not kept. */
const ARRIVALS_CAP = 2000;

/** A request whose head has come. @param now milliseconds since the tap began */
export function tappedRequest(
  { start, lines }: Head,
  at: Pick<Tapped, 'seq' | 'connection' | 'reused' | 'overlapped'> & { now: number },
): Tapped {
  const [method = '', path = ''] = start.split(' ');
  const { now, ...place } = at;
  return {
    ...place,
    address: null,
    startedMs: now,
    method,
    path,
    headers: lines,
    body: new Collected(),
    outcome: null,
    interim: [],
  };
}

/** The head of an answer, or of one that comes before it. @returns false for that */
export function answered(tapped: Tapped, { start, lines }: Head, now: number): boolean {
  const status = statusOf(start);
  if (status < 200 && status !== 101) {
    if (tapped.interim.length < INTERIM_CAP) tapped.interim.push(status);
    return false;
  }
  const ms = now - tapped.startedMs;
  tapped.outcome = {
    kind: 'answer',
    status,
    headers: lines,
    body: new Collected(),
    arrivals: [],
    end: null,
    firstByteMs: ms,
    totalMs: ms,
  };
  return true;
}

export function received({ outcome, startedMs }: Tapped, data: Buffer, now: number): void {
  if (outcome?.kind !== 'answer' || data.length === 0) return;
  outcome.body.add(data);
  outcome.totalMs = now - startedMs;
  if (outcome.arrivals.length < ARRIVALS_CAP)
    outcome.arrivals.push({ ms: outcome.totalMs, upTo: outcome.body.came });
}

/** Why no more comes of what is under way. */
export type Why = { by: 'server' | 'network'; error: unknown } | { by: 'client' | 'tap' };

/** Nothing more comes: an answer that was under way ends here, another never began. */
export function broken(tapped: Tapped, why: Why, now: number): void {
  const ms = now - tapped.startedMs;
  const { outcome } = tapped;
  if (outcome === null) {
    tapped.outcome = failureFor(why, ms);
    return;
  }
  if (outcome.kind === 'failure' || outcome.end !== null) return;
  outcome.end = why.by === 'client' || why.by === 'tap' ? 'stopped' : 'cut';
  outcome.totalMs = ms;
}

function failureFor(why: Why, ms: number): Failure {
  switch (why.by) {
    case 'network':
      return failureOf(why.error, ms);
    case 'server':
      return { kind: 'failure', stage: 'headers', code: codeOf(why.error) || 'UND_ERR_SOCKET', ms };
    case 'client':
      return { kind: 'failure', stage: 'headers', code: ms >= PATIENCE_MS ? 'TIMEOUT' : 'CLIENT_LEFT', ms };
    case 'tap':
      return { kind: 'failure', stage: 'headers', code: ms >= PATIENCE_MS ? 'TIMEOUT' : 'NO_ANSWER_YET', ms };
  }
}
