import type { RulesetId, Severity } from './words.js';

/** What changed from one report to another: `rules/schema/diff.schema.json` is the contract. */
export interface DiffReport {
  tool: string;
  version: string;
  /** 1: the second is worse. */
  exitCode: number;
  /** The files. */
  before: string;
  after: string;
  /** By which rule set each was judged. Where they differ, findings tell of the rules: they make nothing better or worse. */
  rulesets: { before: RulesetId; after: RulesetId };
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
  /** Repeated handshakes of both; null where one has none. */
  repeat: RepeatDiff | null;
  worse: boolean;
}

/** Whether the rate of handshakes that connect has changed, by more than chance would change it. */
export interface RepeatDiff {
  before: { connected: number; of: number };
  after: { connected: number; of: number };
  /** `untold`: chance alone does as much. */
  change: 'better' | 'worse' | 'untold';
  chance: number;
  /** About how many tries of each would tell; null: it is told, or there is no difference. */
  needed: number | null;
  sentence: string;
}

export interface DiffFinding {
  rule: string;
  stableId: string;
  severity: Severity;
  title: string;
  /** `legacy/json-only hello`; empty: all of it. */
  subject: string;
}
