import type { Hop, NetworkTrace } from './network.js';
import type { Depth, FlowPlan } from './plan.js';
import type { RepeatAsked } from './repeat.js';
import type { RecordedRoute } from './route.js';
import type { Source } from './target.js';
import type { Traffic } from './traffic.js';
import type { Era, FailOn, HeaderLine, Json, RulesetId } from './words.js';

/** The wire of one run on one target, redacted, and nothing else. */
export interface Recording {
  schema: 1;
  tool: MadeBy;
  startedAt: string;
  target: RedactedTarget;
  /** What the user asked for; `check` judges by the same unless told otherwise. */
  asked: Asked;
  plan: FlowPlan[];
  flows: Flow[];
  notSent: { flow: string; reason: string }[];
  /** The sequences of real clients, where they were asked for. */
  replays: Replay[];
  /** Whole handshakes, many times over; null where that was not asked. */
  repeats: Repeats | null;
  /** How the connections were made. */
  route: RecordedRoute;
  /** What lies below HTTP; looked at only where nothing got through. */
  network: NetworkTrace | null;
  /** Where a redirect of the first hello leads, hop by hop; empty: it was answered otherwise, or is not gone after. */
  redirects: Hop[];
  /** What passed between a real client and the server: then the flows hold that, and nothing was sent by us. */
  traffic: Traffic | null;
  /** What is wrong with the target before anything is sent, or null. */
  problem: Problem | null;
  /** What the caller had set came before the end; null: it went to its end, or somebody interrupted it. */
  cutShort: CutShort | null;
}

/** A limit on the whole run, in seconds or in requests, that came first. */
export type CutShort = { by: 'deadline'; seconds: number } | { by: 'budget'; requests: number };

/** What made a recording, and where. */
export interface MadeBy {
  name: string;
  version: string;
  /** The version of Node.js or `bun 1.4.5`, and the system: `linux 6.8.0 x64`; null in recordings that do not say. */
  node: string | null;
  platform: string | null;
}

/** Why an entry of a configuration could not be tried, in the parts of a user error. */
export interface Problem {
  /** False: nothing is wrong with it, but only its client knows a value that it needs. */
  mistake: boolean;
  title: string;
  where: string | null;
  found: string | null;
  whatToDo: string;
}

export interface Asked {
  depth: Depth;
  era: 'auto' | Era;
  ruleset: RulesetId;
  failOn: FailOn;
  timeoutMs: number;
  burst: number;
  /** Profiles to replay, by id. */
  clients: string[];
  /** The one of them that is the user's own: it counts whether it connects. */
  yours: string | null;
  /** The format in whose words the hints are, by id. */
  client: string | null;
  /** Credentials of a second user were given: it is asked whether the two are kept apart. */
  secondUser?: boolean;
}

export interface RedactedTarget {
  name: string;
  url: string;
  headers: HeaderLine[];
  /** The names of the headers, or `url`, that carried credentials. */
  credentials: string[];
  loopback: boolean;
  /** As its entry declares it; `http` for a URL. */
  transport: 'http' | 'sse';
  /** The configuration that it comes from; null for a URL. */
  source: Source | null;
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
  /** What it went out on; null where no connection took it, and in recordings that do not say. */
  connection: Connection | null;
  outcome: Answer | Failure;
}

export interface Connection {
  /** It had carried another request before. */
  reused: boolean;
  /** False: not a byte of the request was taken, so it is certain that the server did not see it. */
  written: boolean;
  /** The IP address at its other end; null where it is not known. */
  address: string | null;
}

export interface Answer {
  kind: 'answer';
  status: number;
  headers: HeaderLine[];
  /** Statuses of the 1xx answers that came before. */
  interim: number[];
  body: { text: string; bytes: number; truncated: boolean; end: BodyEnd };
  events: ServerSentEvent[] | null;
  /** What in the event stream is no message; every reader passes over both, but for some clients. */
  passedOver: PassedOver[];
  firstByteMs: number;
  totalMs: number;
  /** The session ID itself is never stored. */
  issuedSession: { ref: string; length: number; visibleAscii: boolean } | null;
}

/** `stopped`: we had what we waited for and closed the stream ourselves. */
export type BodyEnd = 'complete' | 'stopped' | 'cut' | 'cap' | 'timeout';

/** An event whose data is empty, or the line `retry` (WHATWG HTML, section 9.2.6). */
export type PassedOver = 'empty-event' | 'retry';

export interface ServerSentEvent {
  atMs: number;
  event: string | null;
  data: string;
}

export interface Failure {
  kind: 'failure';
  /** `proxy`: on the way to it, or what it said to CONNECT (`CONNECT_407`). */
  stage: 'dns' | 'connect' | 'proxy' | 'tls' | 'write' | 'headers' | 'aborted';
  code: string;
  ms: number;
}

/** A profile's sequence as it went, with the header lines that the client sends. */
export interface Replay {
  /** The profile's id. */
  profile: string;
  plan: FlowPlan;
  flow: Flow;
  /** Why nothing was sent, or null. */
  notSent: string | null;
  /** Configured headers that were left out, in lower case: the same client after it was refused with them. */
  without: string[];
  /** The profile whose one GET for the old HTTP+SSE transport, and what came of it, tells of this client too. */
  oldStreamOf?: string;
}

/** Whole handshakes of one client, one after the other, as they went. */
export interface Repeats {
  asked: RepeatAsked;
  /** A profile's id, or one of the two reference clients: `reference@legacy`, `reference@modern`. */
  profile: string;
  tries: RecordedTry[];
  /** What was asked to find out which revision the server speaks, and counts as no try; null: the first try told. */
  opening: RecordedTry | null;
  /** Why the rest was not sent, or null. */
  stopped: string | null;
}

export interface RecordedTry {
  plan: FlowPlan;
  flow: Flow;
  /** The try whose session it goes on with, by the plan's id; null: it opens its own. */
  resumes: string | null;
}
