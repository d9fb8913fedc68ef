import type { Diagnosis } from './diagnosis.js';

/** What a user has accepted: by `--ignore`, or by an entry of a baseline. */
export interface Acceptance {
  rule: string;
  /** A target by name, host or URL; null: any. */
  target: string | null;
  /** The id of one finding; null: all of that rule. */
  id: string | null;
  reason: string;
  /** The last day on which it holds, `2026-12-31`; null: for ever. */
  expires: string | null;
  /** It comes from a baseline, and fails the run once it is out of date: where it stands; null: it does not. */
  place: { file: string; line: number; column: number } | null;
}

/** A finding or a diagnosis that does not count: one of the two is null. */
export interface Accepted<F> {
  /** Its stable id. */
  id: string;
  rule: string;
  /** The target's name, or the file that was looked at. */
  target: string;
  reason: string;
  expires: string | null;
  finding: F | null;
  diagnosis: Diagnosis | null;
}

/** An entry of a baseline that has to go: what it accepts was not found any more, or its time is over. */
export interface OutdatedAcceptance {
  id: string;
  why: 'stale' | 'expired';
  expires: string | null;
  place: { file: string; line: number; column: number };
}
