import type { Severity } from './words.js';

/** What changed from one report to another: `rules/schema/diff.schema.json` is the contract. */
export interface DiffReport {
  tool: string;
  version: string;
  /** 1: the second is worse. */
  exitCode: number;
  /** The files. */
  before: string;
  after: string;
  targets: TargetDiff[];
}

export interface TargetDiff {
  name: string;
  /** What became of it, in one word; null: it is not in that report. */
  before: string | null;
  after: string | null;
  /** Whether a correct client connects now and did not, or the other way round. */
  connection: 'gained' | 'lost' | 'same' | 'unknown';
  /** What is said of it in the second report, or in the first where it is not in the second. */
  title: string;
  findings: { new: DiffFinding[]; mended: DiffFinding[]; same: number };
  /** By name and version. */
  clients: { gained: string[]; lost: string[] };
  worse: boolean;
}

export interface DiffFinding {
  rule: string;
  severity: Severity;
  title: string;
  /** `legacy/json-only hello`; empty: all of it. */
  subject: string;
}
