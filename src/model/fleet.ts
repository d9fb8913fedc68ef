import type { Stance } from './observation.js';
import type { Era, RulesetId, Severity } from './words.js';

/** What became of one target of a fleet: a line of its run, `rules/schema/fleet-line.schema.json`. */
export interface FleetLine {
  event: 'target';
  /** By what it is known again: its name in the list, `FILE#NAME` in a configuration, else its URL as it may be shown. */
  target: string;
  url: string;
  verdict: FleetVerdict;
  state: FleetState;
  /** Of what kind its fault is: the id of a diagnosis or of a rule, or why it could not be judged; null: none. */
  cause: string | null;
  /** The verdict in the user's words. */
  title: string;
  /** Who can mend it; empty where nothing has to be mended. */
  fault: string;
  /** What to do, most likely first. */
  do: string[];
  stance: { legacy: Stance | null; modern: Stance | null };
  /** Each rule that failed, once. */
  findings: { rule: string; severity: Severity }[];
  requests: number;
  /** From the first request to the last answer, in milliseconds. */
  ms: number;
  /** What a probe of this target alone would have exited with. */
  exitCode: number;
}

/** The last line of a run that came to its end. */
export interface FleetEnd
  extends Pick<FleetReport, 'tool' | 'version' | 'ruleset' | 'exitCode' | 'shard' | 'targets'> {
  event: 'end';
}

export type FleetVerdict = 'connects' | 'refused' | 'unreachable' | 'unclear';

/** `good`: as it should be; `bad`: nobody connects, or not all is well; `doubtful`: it could not be told. */
export type FleetState = 'good' | 'doubtful' | 'bad';

/** All of a fleet, or of a shard of it. It is the same whatever the order in which its targets came. */
export interface FleetReport {
  tool: string;
  version: string;
  /** Null: lines that were put together do not say. */
  ruleset: RulesetId | null;
  exitCode: number;
  /** Which part of the list this is; null: all of it. */
  shard: Shard | null;
  /** How many targets have a result. */
  targets: number;
  verdicts: Record<FleetVerdict, number>;
  states: Record<FleetState, number>;
  /** What is wrong, in groups: the bad ones first, the largest first. */
  causes: FleetCause[];
  /** How many targets each rule failed on, errors first. */
  rules: { rule: string; severity: Severity; targets: number }[];
  stances: { era: Era; stance: Stance; targets: number }[];
  requests: number;
  /** How many of the targets have their result from before: `--resume`. */
  resumed: number;
  /** Lines that name a target that was named before: it was asked once. */
  repeated: number;
  /** Lines that could not be read. */
  unreadable: FleetMistakes;
  /** What is known to be missing: a shard, the rest of a run that did not end. */
  missing: string[];
}

/** How many, and the first of them in words. */
export interface FleetMistakes {
  count: number;
  first: string[];
}

/** Targets that have the same fault. */
export interface FleetCause {
  cause: string;
  state: 'bad' | 'doubtful';
  targets: number;
  /** In the words of the first example. */
  title: string;
  fault: string;
  do: string[];
  /** The first of them in the order of the alphabet. */
  examples: string[];
}

/** A part of a list. Every target of one host is in the same one. */
export interface Shard {
  /** From 1. */
  index: number;
  of: number;
}
