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
