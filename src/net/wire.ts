import type {
  BodyEnd,
  Connection,
  Failure,
  HeaderLine,
  Json,
  PassedOver,
  ServerSentEvent,
  StepPlan,
} from '../model.js';

/** One request as it is to go out, secrets included. */
export interface WireRequest {
  method: string;
  url: string;
  headers: HeaderLine[];
  body: string | null;
  read: StepPlan['read'];
  /** The JSON-RPC id whose answer ends the wait on an event stream. */
  answerTo: Json;
  timeoutMs: number;
  /** Requests of one pool share its kept-alive connections; null: a connection of its own, closed afterwards. */
  pool: string | null;
  /** An event stream that is listened to while something else is sent: until the signal, the time-out or its end. */
  open?: OpenStream;
}

/** Who listens to an event stream. */
export interface OpenStream {
  onEvent(event: ServerSentEvent): void;
  /** Nobody listens any more. */
  signal: AbortSignal;
}

/** What came back, before redaction. */
export interface WireAnswer {
  kind: 'answer';
  status: number;
  headers: HeaderLine[];
  interim: number[];
  text: string;
  bytes: number;
  truncated: boolean;
  end: BodyEnd;
  events: ServerSentEvent[] | null;
  passedOver: PassedOver[];
  firstByteMs: number;
  totalMs: number;
}

export interface WireResult {
  /** The header lines that went out, in wire order; those asked for when nothing went out. */
  sent: HeaderLine[];
  /** What it went out on; null where no connection took it. */
  connection: Connection | null;
  outcome: WireAnswer | Failure;
}

/** Sends one request, once, and reads its answer within the caps. Never throws: what failed is the outcome. */
export type Send = (request: WireRequest) => Promise<WireResult>;

export const BODY_CAP = 1024 * 1024;
export const HEADER_CAP = 64 * 1024;
/** Of a body that goes past the cap, which nobody can parse, so much is kept. */
export const KEPT_OF_CAPPED = 16 * 1024;
/** No server says so much before it answers. */
export const EVENT_CAP = 1000;
/** Nor does one list so much: 340,000 empty objects fit into `BODY_CAP`, and into 60 MiB of memory for each reading. */
export const VALUE_CAP = 100_000;
/** How many 1xx answers before the real one are written down. */
export const INTERIM_CAP = 20;
/** How long an event stream may stay open after the answer has come. */
export const STREAM_GRACE_MS = 40;
