/**
 * The types that flow through the pipeline, in running order. Read this first.
 *
 *     Target -> FlowPlan[] -> Recording -> Observation -> Verdict[] -> Report -> text
 *
 * All of it is plain JSON and every field is present: what is absent is null.
 */

export type Era = 'legacy' | 'modern';
export type CellId = 'missing' | 'json-only' | 'sse-only' | 'wildcard' | 'both' | 'no-auth' | 'rate-limited';
/** One header line, in wire order; duplicates are kept. */
export type HeaderLine = readonly [name: string, value: string];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// ---------------------------------------------------------------- target/

/** One server to probe. Only `net/` ever sees the secrets in it. */
export interface Target {
  name: string;
  url: string;
  /** What the user wants sent with every request, credentials included. */
  headers: HeaderLine[];
  /** Lower-case names of the headers that count as credentials. */
  credentials: string[];
  /** The URL with the credentials in it taken out. */
  bareUrl: string;
  /** The URL as it may be shown: credentials in it are masked. */
  shownUrl: string;
  /** Every spelling of a secret that must never leave. */
  secrets: string[];
}

// ---------------------------------------------------------------- plan/

export type FlowKind = 'detect' | 'control' | 'cell' | 'around' | 'control-again';
export type Risk = 'none' | 'upsets-session' | 'upsets-server';
export type Depth = 'quick' | 'default' | 'thorough';
export type StepName =
  | 'discover'
  | 'initialize'
  | 'initialized'
  | 'tools/list'
  | 'get'
  | 'delete'
  | 'options'
  | 'metadata'
  | 'other';

/** What is known of a server when its flows are planned. */
export interface Shape {
  stateful: boolean;
  /** A second `initialize` is refused as long as the first session lives. */
  oneSession: boolean;
  /** The target has credentials to send and to leave out. */
  credentials: boolean;
  /** The other era is served too. */
  dual: boolean;
}

/** An ordered conversation: setup, subject and cleanup steps. */
export interface FlowPlan {
  /** `legacy/json-only`, `modern/unknown-method`: era, slash, name. */
  id: string;
  kind: FlowKind;
  era: Era;
  cell: CellId | null;
  risk: Risk;
  /** What another flow must have shown before this one is sent. */
  needs: Need[];
  /** Must not overlap with any other: it counts, or it depends on order. */
  alone: boolean;
  steps: StepPlan[];
  /** What is announced before a risky flow is sent. */
  upsets: string | null;
}

export interface Need {
  flow: string;
  must: 'be-refused-without-credentials' | 'show-limits' | 'challenge';
}

export interface StepPlan {
  name: StepName;
  /** Only subjects are judged by default. */
  role: 'setup' | 'subject' | 'cleanup';
  /** Sent only when the flow so far has this state. */
  only: 'always' | 'with-session' | 'without-session' | 'no-stream-yet' | 'session-ended';
  method: string;
  /** A path on the same origin, or null for the target's own URL. */
  path: string | null;
  /** Exactly these lines, before credentials and session. `{negotiated}` stands for the version. */
  headers: HeaderLine[];
  /** The JSON value to send; `"{id}"` as an `id` is replaced by a number used once in the run. */
  body: Json;
  session: 'none' | 'own' | 'bogus' | { flow: string };
  credentials: boolean;
  /** How much of the answer to wait for. */
  read: 'answer' | 'headers' | 'first-event';
}

// ---------------------------------------------------------------- net/, record/

/** The wire of one run on one target, redacted, and nothing else. */
export interface Recording {
  schema: 1;
  tool: { name: string; version: string };
  startedAt: string;
  target: RedactedTarget;
  /** What the user asked for; `check` judges by the same unless told otherwise. */
  asked: Asked;
  plan: FlowPlan[];
  flows: Flow[];
  notSent: { flow: string; reason: string }[];
}

export interface Asked {
  depth: Depth;
  era: 'auto' | Era;
  ruleset: RulesetId;
  failOn: FailOn;
  timeoutMs: number;
  burst: number;
}

export interface RedactedTarget {
  name: string;
  url: string;
  headers: HeaderLine[];
  /** The names of the headers, or `url`, that carried credentials. */
  credentials: string[];
  loopback: boolean;
}

export interface Flow {
  id: string;
  exchanges: Exchange[];
  ended: 'complete' | 'stopped' | 'interrupted';
  reason: string | null;
}

export interface Exchange {
  id: string;
  /** Index in the plan's steps. */
  step: number;
  /** Order of sending in the whole run. */
  seq: number;
  startedMs: number;
  overlapped: boolean;
  request: {
    method: string;
    url: string;
    headers: HeaderLine[];
    body: Json;
    session: string | null;
    credentials: boolean;
  };
  outcome: Answer | Failure;
}

export interface Answer {
  kind: 'answer';
  status: number;
  headers: HeaderLine[];
  /** Statuses of the 1xx answers that came before. */
  interim: number[];
  body: { text: string; bytes: number; truncated: boolean; end: BodyEnd };
  events: ServerSentEvent[] | null;
  firstByteMs: number;
  totalMs: number;
  /** The session ID itself is never stored. */
  issuedSession: { ref: string; length: number; visibleAscii: boolean } | null;
}

/** `stopped`: we had what we waited for and closed the stream ourselves. */
export type BodyEnd = 'complete' | 'stopped' | 'cut' | 'cap' | 'timeout';

export interface ServerSentEvent {
  atMs: number;
  event: string | null;
  data: string;
}

export interface Failure {
  kind: 'failure';
  stage: 'dns' | 'connect' | 'tls' | 'write' | 'headers' | 'aborted';
  code: string;
  ms: number;
}

// ---------------------------------------------------------------- observe/ : derived, never stored

export type Stance =
  | 'strict'
  | 'strict-with-ranges'
  | 'lenient'
  | 'negotiating'
  | 'ignoring'
  | 'mixed'
  | 'unknown';

export interface Observation {
  server: ServerFacts;
  stance: { legacy: Stance | null; modern: Stance | null };
  exchanges: ObservedExchange[];
  groups: ObservedGroup[];
  run: ObservedRun;
}

/** What can be said of the server as a whole. */
export interface ServerFacts {
  eras: Era[];
  dual: boolean;
  modernOnly: boolean;
  /** The old HTTP+SSE transport: a GET whose first event is `endpoint`. */
  legacySse: boolean;
  stateful: boolean | null;
  oneSession: boolean;
  negotiated: string | null;
  /** `mcp`: shows that it uses MCP authorization; `other`: refuses without credentials in its own way. */
  auth: 'none' | 'mcp' | 'other' | 'unknown';
  /** Protected resource metadata with `authorization_servers` was served. */
  servesMetadata: boolean;
  /** A challenge names a metadata document that was not looked up: another origin, another path. */
  metadataElsewhere: boolean;
  loopback: boolean;
  /** Rate-limit headers were seen on some answer. */
  showsLimits: boolean;
  credentialsSent: boolean;
}

/** One request and what came back, with every fact that a rule may ask for. */
export interface ObservedExchange {
  id: string;
  /** The part of the flow's id after the era. */
  flow: string;
  kind: FlowKind;
  cell: CellId | null;
  era: Era;
  step: StepName;
  role: 'setup' | 'subject' | 'cleanup';
  method: string;
  seq: number;
  /** Sent again later in its flow; the later one counts. */
  superseded: boolean;
  /** Sent after the last good answer of a server that did not survive. */
  suspect: boolean;
  /** The request before it in the run was a DELETE. */
  afterDelete: boolean;

  /** `Accept` as sent, lines joined with `, `; null when no line was sent. */
  accept: string | null;
  /** The request carried credentials. */
  credentials: boolean;
  /** A session ID went along: one that this server issued, an invented one, or none. */
  session: 'issued' | 'bogus' | 'none';
  versionSent: string | null;
  rpcMethod: string | null;

  failure: { stage: Failure['stage']; code: string } | null;
  status: number | null;
  mediaType: string | null;
  contentType: string | null;
  location: string | null;
  wwwAuthenticate: string | null;
  allow: string | null;
  cacheControl: string | null;
  accelBuffering: string | null;
  /** A proxy showed itself: `Via`, or a `Server` that is one. */
  proxied: boolean;
  /** The version that the answer's head claims. */
  versionHeader: string | null;
  /** The version that an `initialize` result claims. */
  versionNegotiated: string | null;
  retryAfter: string | null;
  retryAfterWellFormed: boolean | null;
  hasLimits: boolean;
  limitRemaining: number | null;
  corsAllowOrigin: string | null;

  body: 'none' | 'json-rpc' | 'json' | 'event-stream' | 'html' | 'text' | 'unread';
  bodyEnd: BodyEnd | null;
  bodyBytes: number;
  /** What the body is agrees with what `Content-Type` says; null where nothing can be compared. */
  bodyMatchesType: boolean | null;
  rpc: 'result' | 'error' | 'none';
  rpcProblems: string[];
  /** The answer carries this request's id; null where there is no JSON-RPC answer. */
  rpcIdMatches: boolean | null;
  rpcErrorCode: number | null;
  rpcErrorMessage: string | null;
  /** `data.supported` of an unsupported-version error lists at least one version. */
  listsSupported: boolean;
  discoverProblems: string[];
  /** A 2xx with a valid JSON-RPC result for this very request; for a notification, any 2xx. */
  worked: boolean;
  /** The answer's media type is acceptable to the `Accept` sent; null without an answer type. */
  acceptable: boolean | null;
  /** The body names the type, as a 406 should (RFC 9110 section 15.5.7). */
  namesJson: boolean;
  namesSse: boolean;
  /** The refusal names at least what the control was answered in; null without one. */
  namesProduced: boolean | null;
  alreadyInitialized: boolean;
  sessionIssued: boolean;
  sessionIdVisibleAscii: boolean | null;
  /** The `resource_metadata` parameter of a challenge. */
  resourceMetadata: string | null;
  firstByteMs: number | null;
  totalMs: number;
}

/** Exchanges that should be equal, or that only say something together. */
export interface ObservedGroup {
  id: string;
  name: 'any-type' | 'both-types' | 'same-cell' | 'versions' | 'limit-sequence';
  era: Era | null;
  cell: CellId | null;
  exchanges: string[];
  /** Every member was answered in a way that can be compared. */
  complete: boolean;
  /** What the members showed, in words, joined with `, `. */
  shown: string;
  equal: boolean;
  /** How many members got no answer at all, and of how many. */
  silent: number;
  members: number;
  /** `limit-sequence`: the 406 took one from the limit like a success does. */
  counted: boolean | null;
}

export interface ObservedRun {
  id: string;
  /** The control at the end worked like the one at the start; null when it was not sent. */
  survived: boolean | null;
  /** Ids of the exchanges since the last good answer. */
  suspects: string[];
  /** The same in words: `legacy/missing initialize (406)`. */
  suspectNames: string;
  slowestFirstByteMs: number | null;
  slowestTotalMs: number | null;
}

// ---------------------------------------------------------------- judge/

export type RulesetId = 'spec' | 'recommended' | 'strict';
export type Severity = 'error' | 'warning' | 'note';
export type FailOn = Severity | 'never';
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

export interface Rule {
  id: string;
  title: string;
  subject: 'exchange' | 'group' | 'run';
  /** What may be judged: an answer, a 429, nothing at all, an answer that a repeat replaced. */
  judges: ('answer' | '429' | 'silence' | 'superseded')[];
  select: Selector;
  with: Record<string, Binding>;
  eras: Era[];
  when: JsonSchema;
  expect: JsonSchema;
  requirement: Requirement | null;
  severity: Record<RulesetId, Severity | 'off'>;
  why: string;
  /** What was demanded and what came, with `{{it.status}}` placeholders. */
  expected: string;
  message: string;
  remediation: Remediation;
  references: string[];
  examples: { good: Example[]; bad: Example[]; skipped: Example[] };
}

export interface Requirement {
  source: string;
  keyword: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';
  text: string;
}

export interface Remediation {
  server: { steps: string[]; snippets: ('express' | 'hono')[] };
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
    };

export type Outcome = 'passed' | 'failed' | 'skipped' | 'inconclusive';

export interface Verdict {
  rule: string;
  /** The id of the exchange or group, or `run`. */
  subject: string;
  evidence: string[];
  outcome: Outcome;
  because: string | null;
}

/** The verdicts of one run with the rules that gave them. */
export interface Judgement {
  ruleset: RulesetId;
  rules: readonly Rule[];
  verdicts: readonly Verdict[];
}

// ---------------------------------------------------------------- report/

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
  clients: null;
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
  | 'era'
  | 'rate-limited'
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
