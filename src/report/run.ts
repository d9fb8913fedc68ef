import type { FailOn, Recording } from '../model.js';

/** What stands behind a report, for the formats that show more than its verdicts. */
export interface Run {
  /** One for each target of the report, in its order; none where nothing was sent. */
  recordings: readonly Recording[];
  /** From which severity on a finding is a failure. */
  failOn: FailOn;
  /** Where each target is written down, in the order of the report; null: in no file that is known. */
  places: readonly (FilePlace | null)[];
}

/** 1-based. */
export interface FilePlace {
  file: string;
  line: number;
  column: number;
}

export const NO_RUN: Run = { recordings: [], failOn: 'error', places: [] };
