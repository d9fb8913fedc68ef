import type { ClientReport } from './client.js';
import type { Stance } from './observation.js';
import type { StepName } from './plan.js';
import type { Outcome, Remediation, Requirement } from './rule.js';
import type { CellId, Era, HeaderLine, Json, RulesetId, Severity } from './words.js';

/** What other tools read: `rules/schema/report.schema.json` is the contract. */
export interface Report {
  tool: string;
  version: string;
  ruleset: RulesetId;
  exitCode: number;
  targets: TargetReport[];
}

export interface TargetReport {
  name: string;
  url: string;
  eras: Era[];
  stance: { legacy: Stance | null; modern: Stance | null };
  /** How many requests were sent. */
  requests: number;
  /** Why the target could not be judged, or null. */
  notJudged: NotJudged | null;
  cells: CellReport[];
  probes: ProbeReport[];
  findings: Finding[];
  /** Verdicts by outcome. */
  counts: Record<Outcome, number>;
  /** What was planned and not sent, and why. */
  notSent: { flow: string; reason: string }[];
  hints: Hints;
  diagnosis: null;
  network: null;
  /** Which clients connect; null where that was not asked. */
  clients: ClientReport[] | null;
  repeat: null;
}

export type NotJudgedReason =
  | 'unreachable'
  | 'tls'
  | 'silent'
  | 'redirect'
  | 'credentials'
  | 'legacy-sse'
  | 'not-mcp'
  | 'refused'
  | 'era'
  | 'rate-limited'
  | 'unclear'
  | 'interrupted';

export interface NotJudged {
  reason: NotJudgedReason;
  title: string;
  detail: string;
  whatToDo: string[];
}

export interface CellReport extends ProbeReport {
  cell: CellId;
}

export interface ProbeReport {
  id: string;
  /** The flow's name after the era: `get`, `unknown-session`; the cell's id in a cell. */
  probe: string;
  era: Era | null;
  message: 'hello' | 'tools/list' | StepName;
  request: { method: string; accept: string | null };
  response: { status: number | null; mediaType: string | null };
  failure: { stage: string; code: string } | null;
  ms: number | null;
  outcome: Outcome;
  because: string | null;
}

export interface Finding {
  rule: string;
  severity: Severity;
  title: string;
  cell: CellId | null;
  era: Era | null;
  /** Exchange ids. */
  evidence: string[];
  message: string;
  expected: string;
  requirement: Requirement | null;
  remediation: Remediation;
  references: string[];
}

/** What to paste on the client's side, printed also when all is well. */
export interface Hints {
  mcpJson: Json;
  /** Header lines that any client must send, by message. */
  clientMustSend: { message: string; headers: HeaderLine[] }[];
  notes: string[];
}
