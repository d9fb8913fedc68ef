import type { Reactions } from './client.js';
import type { ObservedGroup } from './observation.js';
import type { FlowKind, Shape, StepName } from './plan.js';
import type { BodyEnd, Failure } from './recording.js';
import type { CellId, Era, Json, RulesetId, Severity } from './words.js';

export type JsonSchema = { [key: string]: Json };

/** Which subjects a rule concerns, or which exchange a name is bound to. */
export interface Selector {
  kind?: FlowKind[];
  flow?: string[];
  cell?: CellId[];
  step?: StepName[];
  role?: ('setup' | 'subject' | 'cleanup')[];
  group?: ObservedGroup['name'][];
  era?: Era;
}

/** Like a selector; `same` ties it to the subject. */
export interface Binding extends Selector {
  same: ('era' | 'flow' | 'cell' | 'step')[];
  must: 'exist' | 'work';
}

/** What every rule says, whatever it is about. */
export interface RuleText {
  id: string;
  title: string;
  requirement: Requirement | null;
  severity: Record<RulesetId, Severity | 'off'>;
  why: string;
  /** What was demanded and what came, with `{{it.status}}` placeholders. */
  expected: string;
  message: string;
  references: string[];
}

/** Whom the failing state hurts; empty: nobody that was recorded. */
export interface Harms {
  /** Recorded clients that do not connect then. `*` is every one; `by` is what in `rules/clients/` shows it. */
  recorded: { clients: string[]; except: string[]; by: HarmEvidence }[];
  /** Clients that nobody could record, as they are reported to behave. */
  reported: string[];
  /** One user's data reaches another. */
  exposes: 'data' | null;
}

/** What a client sends, that it needs this answer and can read it, or one of its recorded reactions. */
export type HarmEvidence =
  | 'steps'
  | 'answer'
  | Extract<
      keyof Reactions,
      | 'discoverFatal'
      | 'initializedFatal'
      | 'getDropsSession'
      | 'getFatal'
      | 'sniffsJson'
      | 'protocolVersions'
      | 'authorization'
    >;

export interface Rule extends RuleText {
  harms: Harms;
  subject: 'exchange' | 'group' | 'run';
  /** What may be judged: an answer, a limiter's (429, or 503 in front of the server), nothing at all, an answer that a repeat replaced. */
  judges: ('answer' | '429' | 'silence' | 'superseded')[];
  select: Selector;
  with: Record<string, Binding>;
  eras: Era[];
  when: JsonSchema;
  expect: JsonSchema;
  remediation: Remediation;
  examples: { good: Example[]; bad: Example[]; skipped: Example[] };
}

export interface Requirement {
  source: string;
  keyword: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';
  text: string;
}

export interface Remediation {
  /** `remedy` is an id in `rules/remedies/`: the same in code, in each dialect. */
  server: { steps: string[]; remedy: string | null };
  client: { note: string } | null;
}

/** A miniature run: for each flow, the answers in the order of its steps. */
export interface Example {
  name: string;
  server: Partial<Shape> & { loopback?: boolean };
  run: Record<string, ExampleAnswer[]>;
  /** Bad examples only: the exact messages, one per finding. */
  messages: string[];
}

/** A canned answer's name, or one with changes. */
export type ExampleAnswer =
  | string
  | {
      use: string;
      status?: number;
      headers?: Record<string, string | null>;
      body?: Json;
      text?: string;
      ms?: number;
      /** Nothing came, or the body did not end as it should. */
      failure?: { stage: Failure['stage']; code: string };
      end?: BodyEnd;
      /** It came over a connection that had carried another request. */
      reused?: boolean;
    };

export type Outcome = 'passed' | 'failed' | 'skipped' | 'inconclusive';

export interface Verdict {
  rule: string;
  /** The id of the exchange or group, or `run`. */
  subject: string;
  evidence: string[];
  outcome: Outcome;
  /** What came instead, when it failed; else why it could not be judged. */
  because: string | null;
  /** What was demanded, when it failed. */
  expected: string | null;
}
