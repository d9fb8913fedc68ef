import type { CellId, Era, HeaderLine, Json } from './words.js';

/** `traffic`: what somebody else's client sent, beside its handshake. */
export type FlowKind = 'detect' | 'control' | 'cell' | 'around' | 'control-again' | 'replay' | 'traffic';
export type Risk = 'none' | 'upsets-session' | 'upsets-server';
/** `control`: era, control and nothing else of the matrix, for who asks about clients alone. */
export type Depth = 'control' | 'quick' | 'default' | 'thorough';
export type StepName =
  | 'discover'
  | 'initialize'
  | 'initialized'
  | 'tools/list'
  | 'get'
  | 'delete'
  | 'options'
  | 'metadata'
  | 'other';

/** What is known of a server when its flows are planned. */
export interface Shape {
  stateful: boolean;
  /** A second `initialize` is refused as long as the first session lives. */
  oneSession: boolean;
  /** The target has credentials to send and to leave out. */
  credentials: boolean;
  /** The other era is served too. */
  dual: boolean;
}

/** What is known of a server so far: before the first request, nothing. What is known once stays so. */
export interface Known {
  asked: { depth: Depth; era: 'auto' | Era; burst: number; secondUser?: boolean };
  credentials: boolean;
  /** What became of each era's control; null: not sent. */
  control: Record<Era, ControlSeen | null>;
  /** The second hello beside the control's session; null: not sent, or a limit was in its way. */
  second: { served: boolean; session: boolean } | null;
  /** What `server/discover` has shown; null: not sent. */
  discover: 'modern' | 'other' | null;
  /** Two requests at once were answered as one is, the first time; null: not sent. */
  boreTwo: Record<Era, boolean | null>;
  /** Something was answered. */
  answers: boolean;
  /** Flows that check whether the server still works, and failed. */
  failedChecks: string[];
}

/** The handshake of a correct client, step by step. */
export interface ControlSeen {
  /** The hello got its result. */
  hello: boolean;
  /** Every step got what it must. */
  works: boolean;
  /** The first step that failed, or null. */
  failedAt: StepName | null;
  /** What that one was answered; null: nothing. */
  status: number | null;
  /** The hello issued a session. */
  session: boolean;
}

/** An ordered conversation: setup, subject and cleanup steps. */
export interface FlowPlan {
  /** `legacy/json-only`, `modern/unknown-method`: era, slash, name. */
  id: string;
  kind: FlowKind;
  era: Era;
  cell: CellId | null;
  risk: Risk;
  /** What another flow must have shown before this one is sent. */
  needs: Need[];
  /** Must not overlap with any other: it counts, or it depends on order. */
  alone: boolean;
  steps: StepPlan[];
  /** What is announced before a risky flow is sent. */
  upsets: string | null;
}

export interface Need {
  flow: string;
  must:
    | 'be-refused-without-credentials'
    | 'be-served'
    | 'show-limits'
    | 'challenge'
    | 'be-refused-for-its-type'
    | 'open-a-session'
    | 'end-its-session';
}

export interface StepPlan {
  name: StepName;
  /** Only subjects are judged by default. */
  role: 'setup' | 'subject' | 'cleanup';
  /** Sent only when the flow so far has this state. */
  only: 'always' | 'with-session' | 'without-session' | 'session-ended';
  method: string;
  /** A path on the same origin, or null for the target's own URL. */
  path: string | null;
  /** Exactly these lines, before credentials and session. `{negotiated}` stands for the version. */
  headers: HeaderLine[];
  /** The JSON value to send; `"{id}"` as an `id` is replaced by a number used once in the run. */
  body: Json;
  session: 'none' | 'own' | 'bogus' | { flow: string };
  credentials: boolean;
  /** Whose credentials: those of the second user in place of the first one's, where both were given. */
  user?: 'second';
  /** How much of the answer to wait for. */
  read: 'answer' | 'headers' | 'first-event';
}
