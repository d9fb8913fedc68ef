import type { ExampleAnswer, JsonSchema, Requirement, Rule, RuleText, Verdict } from './rule.js';
import type { ObservedConversation, ObservedMessage, TrafficObservation } from './traffic.js';
import type { Era, Json, RulesetId } from './words.js';

/** A file of `rules/traffic/`: what a client must do. */
export interface TrafficRule extends RuleText {
  subject: 'message' | 'conversation';
  eras: Era[];
  /** Over `{ it }`. */
  when: JsonSchema;
  expect: JsonSchema;
  /** What whoever writes the client does, or who configures it. */
  remediation: { steps: string[] };
  examples: { good: TrafficExample[]; bad: TrafficExample[]; skipped: TrafficExample[] };
  requirement: Requirement | null;
}

/** A rule's outcome on one thing that a client did. */
export interface TrafficVerdict {
  rule: TrafficRule;
  it: ObservedMessage | ObservedConversation;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What came instead, and what was demanded, when it failed. */
  because: string;
  expected: string;
}

/** A conversation in miniature: a correct client's requests, with changes. */
export interface TrafficExample {
  name: string;
  url?: string;
  exchanges: ExampleExchange[];
  messages: string[];
}

export interface ExampleExchange {
  send: string;
  /** Lines that are other than a correct client's; null: not sent; a list: so many lines. */
  headers?: Record<string, string | string[] | null>;
  body?: Json;
  answer: ExampleAnswer;
  /** Milliseconds since the one before. */
  after?: number;
}

/** The verdicts of one run with the rules that gave them. */
export interface Judgement {
  ruleset: RulesetId;
  rules: readonly Rule[];
  verdicts: readonly Verdict[];
  /** What is to be said of the clients that were listened to; null where none was. */
  traffic: { observation: TrafficObservation; verdicts: readonly TrafficVerdict[] } | null;
}
