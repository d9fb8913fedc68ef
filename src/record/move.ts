import type { ClientStep, Exchange } from '../model.js';

/** One step of a client and what came back. */
export interface Told {
  step: ClientStep;
  exchange: Exchange;
}

/** What a client was answered to its next step; null: nothing yet. Asked once for each, in the order of sending. */
export type Answered = (step: ClientStep) => Exchange | null;

/** What a client comes to. */
export type Outcome =
  | 'connected'
  /** By the old HTTP+SSE transport. */
  | 'connected-old'
  | 'refused'
  | 'no-answer'
  /** Not an MCP message that this client reads. */
  | 'unreadable'
  /** A sound stream that this client cannot read. */
  | 'stumbles'
  | 'rpc-error'
  /** A result that departs from MCP's schema in a way that this client does not bear. */
  | 'misshapen'
  /** With a header that is configured the client sends nothing. */
  | 'does-not-start'
  | 'version'
  | 'redirect-not-followed'
  | 'old-transport-fails'
  /** The stream of the old transport names no endpoint, */
  | 'no-endpoint'
  /** or one on another origin, to which no client sends. */
  | 'endpoint-elsewhere'
  /** The rest cannot be told: */
  | 'authorization'
  /** A GET for the old transport's stream got no answer, or its stream ended before the answer came. */
  | 'stream-lost'
  | 'one-session'
  | 'limited'
  | 'redirected'
  /** It goes after it, and what it gets there was not tried. */
  | 'redirect-followed'
  | 'compressed'
  | 'unreachable'
  | 'interrupted'
  /** What the client does with this answer was not recorded. */
  | 'not-recorded';

/** What a client does next: another request, or nothing, because it has connected or given up. */
export type Move = { kind: 'send'; step: ClientStep; keepsSession: boolean } | Ending;

/** `at` is the answer that decided it; null where every answer was good. */
export interface Ending {
  kind: 'end';
  outcome: Outcome;
  at: Told | null;
}
