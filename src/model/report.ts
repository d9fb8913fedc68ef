import type { Accepted, OutdatedAcceptance } from './acceptance.js';
import type { ClientProfile, ClientReport } from './client.js';
import type { Diagnosis, NotJudgedReason } from './diagnosis.js';
import type { Format } from './format.js';
import type { Hop, NetworkTrace } from './network.js';
import type { Refusals, Stance, VersionFacts } from './observation.js';
import type { StepName } from './plan.js';
import type { Dialect, DialectRemedy, Fingerprint } from './recognised.js';
import type { Recording } from './recording.js';
import type { RepeatReport } from './repeat.js';
import type { RecordedRoute } from './route.js';
import type { Harms, Outcome, Remediation, Requirement } from './rule.js';
import type { TrafficReport } from './traffic.js';
import type { CellId, Era, HeaderLine, Json, RulesetId, Severity } from './words.js';

/** What other tools read: `rules/schema/report.schema.json` is the contract. */
export interface Report {
  tool: string;
  version: string;
  ruleset: RulesetId;
  exitCode: number;
  /** The file that the targets come from; null for a URL. */
  configuration: Configuration | null;
  targets: TargetReport[];
  /** What was found and does not count, because the user has accepted it. */
  accepted: Accepted<Finding>[];
  /** Entries of a baseline that are out of date. */
  outdated: OutdatedAcceptance[];
}

/** A client's configuration file, and what in it is no target. */
export interface Configuration {
  file: string;
  /** An id in `rules/formats/`. */
  format: string;
  /** The client that reads it. */
  client: string;
  skipped: { server: string; reason: string }[];
}

/** Recordings that were made together: the servers of a configuration, or several URLs. */
export interface RecordedRun {
  schema: 1;
  configuration: Configuration | null;
  recordings: Recording[];
}

export interface TargetReport {
  name: string;
  /** What it is called in stable ids: as its file calls it, else the URL without its port. */
  stableName: string;
  url: string;
  eras: Era[];
  stance: { legacy: Stance | null; modern: Stance | null };
  refusals: { legacy: Refusals | null; modern: Refusals | null };
  versions: VersionFacts;
  /** What the server says of itself; null where no hello was answered well. */
  identity: ServerIdentity | null;
  fingerprint: Fingerprint;
  /** How many requests were sent. */
  requests: number;
  /** From the first request to the last answer, in milliseconds. */
  ms: number;
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
  /** Why the control, or the client that was named, fails; or health. Null where none fits. */
  diagnosis: Diagnosis | null;
  /** What else is true, although it is not the cause. */
  traits: Diagnosis[];
  /** The request and the answer that a cause rests on. */
  decisive: DecisiveExchange | null;
  /** Recorded clients, the newest version of each, told from the hellos without a replay. */
  foretold: { clients: number; pass: number; fail: number };
  /** The server allows one session in all, and keeps this run's: nobody gets in until a restart. Null elsewhere. */
  occupied: boolean | null;
  /** How its connections were made. */
  route: RecordedRoute;
  /** What lies between here and the server, where a probe did not get through; else null. */
  network: NetworkTrace | null;
  /** Where the redirect of a hello leads, hop by hop. */
  redirects: Hop[];
  /** Which clients connect; null where that was not asked. */
  clients: ClientReport[] | null;
  /** What came through the tap; null where the requests were our own. */
  traffic: TrafficReport | null;
  /** What repeated handshakes came to; null where that was not asked. */
  repeat: RepeatReport | null;
}

/** Of the first hello that was answered well. */
export interface ServerIdentity {
  name: string | null;
  version: string | null;
  /** It gave out a session. */
  stateful: boolean;
  /** A media type. */
  answersIn: string | null;
}

export interface DecisiveExchange {
  id: string;
  request: { method: string; message: string | null; accept: string | null };
  /** `quote`: what the body says to a person, one line. */
  response: { status: number | null; mediaType: string | null; quote: string | null };
  failure: { stage: string; code: string } | null;
}

export interface NotJudged {
  reason: NotJudgedReason;
  title: string;
  detail: string;
  whatToDo: string[];
}

export interface CellReport extends ProbeReport {
  cell: CellId;
  /** Clients that are reported, not recorded, to be refused by such an answer: `Claude.ai's connectors (2026-03)`. */
  hits: string[];
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
  /** The same from run to run: `rule@target@subject`. */
  stableId: string;
  severity: Severity;
  /** Who does wrong: the server, or the client that was listened to. */
  fault: 'server' | 'client';
  title: string;
  cell: CellId | null;
  era: Era | null;
  /** Exchange ids. */
  evidence: string[];
  message: string;
  expected: string;
  requirement: Requirement | null;
  /** Whom it hurts. */
  harms: Harms;
  remediation: FindingRemediation;
  references: string[];
}

export interface FindingRemediation extends Pick<Remediation, 'client'> {
  server: {
    steps: string[];
    /** The same in code, where what answers was recognised and there is some in its dialect. */
    remedy: (Pick<DialectRemedy, 'step' | 'code'> & { dialect: Dialect }) | null;
    /** Those in which there is code: `mcp-accept rules <id> --dialect <name>` prints it. */
    dialects: Dialect[];
  };
}

/** What to paste on the client's side, printed also when all is well. */
export interface Hints {
  /** The entry as `.mcp.json` has it. */
  mcpJson: Json;
  /** The same in the words of the user's own client; null where none was named. */
  client: Snippet | null;
  /** Header lines that any client must send, by message. */
  clientMustSend: { message: string; headers: HeaderLine[] }[];
  notes: string[];
}

/** A server in the words of one client. */
export interface Snippet {
  format: string;
  client: string;
  /** The file it belongs into. */
  file: string;
  /** What stands in that file, complete. */
  text: string;
  /** The entry alone; null where the file is not JSON. */
  entry: Json;
  /** The client's own command, or null. */
  command: string | null;
  /** How the client picks it up. */
  pickUp: string;
}

/** Data of this package about clients. */
export interface Knowledge {
  profiles: ClientProfile[];
  formats: Format[];
}
