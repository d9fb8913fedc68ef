import type { Oddity, Stumble } from './oddity.js';
import type { ControlSeen, FlowKind, StepName } from './plan.js';
import type { BodyEnd, Failure } from './recording.js';
import type { CellId, Era } from './words.js';

export type Stance =
  | 'strict'
  | 'strict-with-ranges'
  | 'lenient'
  | 'negotiating'
  | 'ignoring'
  | 'mixed'
  | 'unknown';

/** How a server refuses an incomplete `Accept`: 406 with most, 400 with the official SDKs for Go and Java. */
export interface Refusals {
  /** In ascending order. */
  statuses: number[];
  /** Which type is answered when it is listed alone. */
  enough: 'json' | 'sse' | 'either' | null;
  /** No refusal is empty or a page. */
  readable: boolean;
  /** Every refusal names both types. */
  namesBoth: boolean;
}

export interface Observation {
  server: ServerFacts;
  stance: { legacy: Stance | null; modern: Stance | null };
  /** By era; null where nothing was refused for its `Accept`. */
  refusals: { legacy: Refusals | null; modern: Refusals | null };
  exchanges: ObservedExchange[];
  groups: ObservedGroup[];
  run: ObservedRun;
}

/** Protocol versions, sorted: in requests that were answered well, in requests refused for them, said by the server. */
export interface VersionFacts {
  accepted: string[];
  refused: string[];
  /** In a list of supported versions, or in the text of a 400. */
  named: string[];
}

/** What can be said of the server as a whole. */
export interface ServerFacts {
  eras: Era[];
  /** What became of each era's control: hello, notification and list; null: not sent. */
  control: Record<Era, ControlSeen | null>;
  dual: boolean;
  modernOnly: boolean;
  /** The old HTTP+SSE transport: a GET whose first event is `endpoint`. */
  legacySse: boolean;
  stateful: boolean | null;
  /** The hello's result offers tools; null where none was seen. */
  hasTools: boolean | null;
  oneSession: boolean;
  negotiated: string | null;
  versions: VersionFacts;
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
  /** A limiter explains the answer: a 429, or a 503 in front of the server. It tells nothing of the server. */
  limited: boolean;
  /** The request before it in the run was a DELETE. */
  afterDelete: boolean;
  /** Some recorded client sends such a request in such a place: what is wrong with the answer hurts it. */
  asClientsSend: boolean;

  /** `Accept` as sent, lines joined with `, `; null when no line was sent. */
  accept: string | null;
  /** The request carried credentials. */
  credentials: boolean;
  /** A session ID went along: one that this server issued, an invented one, or none. */
  session: 'issued' | 'bogus' | 'none';
  versionSent: string | null;
  rpcMethod: string | null;

  failure: { stage: Failure['stage']; code: string } | null;
  /** It was written to a connection that had carried a request before, which then held or was cut; else null. */
  reusedConnection: 'held' | 'cut' | null;
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
  /** The `Server` header. */
  software: string | null;
  via: string | null;
  /** The proxy, gateway or host that showed itself, by name. */
  front: string | null;
  /** What came back was made by that front, not by an application behind it. */
  byFront: boolean;
  /** `X-Powered-By`. */
  poweredBy: string | null;
  /** The names of the answer's header lines, in their order and their case, joined with spaces. */
  headerNames: string | null;
  /** The keys of the JSON-RPC message, in their order, joined with spaces. */
  messageKeys: string | null;
  /** The id of a JSON-RPC error, as JSON: `null`, `"server-error"`; null where there is no error, or one without an id. */
  errorId: string | null;
  /** The keys of the first tool of a list, and those of its `_meta`, likewise. */
  toolKeys: string | null;
  toolMeta: string | null;
  /** What the body says to a person, on one line, at most 160 characters. */
  said: string | null;
  /** The answer refuses the host name that the request was sent to. */
  refusesHost: boolean;
  /** The host that it says it is reached by. */
  hostAllowed: string | null;
  /** It refuses the request and says that credentials are missing, whatever its status. */
  asksForCredentials: boolean;
  /** The header that it asks for by name, if it does. */
  headerAsked: string | null;
  /** How the answer to this request is written, where not all clients read it so. */
  oddities: (Oddity | Stumble)[];
  /** A whole JSON-RPC answer is in the body, framed so that no client finds it: its first line. */
  misframed: string | null;
  /** The version that the answer's head claims. */
  versionHeader: string | null;
  /** The version that an `initialize` result claims. */
  versionNegotiated: string | null;
  /** The version that the JSON body of a GET claims (`protocolVersion`): a page that describes the server. */
  versionInBody: string | null;
  /** The versions that a discover result or an unsupported-version error lists, sorted. */
  versionsListed: string | null;
  retryAfter: string | null;
  retryAfterWellFormed: boolean | null;
  hasLimits: boolean;
  limitRemaining: number | null;
  corsAllowOrigin: string | null;
  /** What a page may send, and what it may read, in lower case. */
  corsAllowHeaders: string | null;
  corsExposeHeaders: string | null;
  /** A metadata document names a resource that this one is no part of (RFC 9728); null where none is named. */
  metadataOfAnother: boolean | null;

  body: 'none' | 'json-rpc' | 'json' | 'event-stream' | 'html' | 'text' | 'unread';
  bodyEnd: BodyEnd | null;
  bodyBytes: number;
  /** What the body is agrees with what `Content-Type` says; null where nothing can be compared. */
  bodyMatchesType: boolean | null;
  rpc: 'result' | 'error' | 'none';
  rpcProblems: string[];
  /** Where the result of a hello or a list departs from MCP's schema, in words. */
  resultProblems: string[];
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
  /** A 4xx to what the same message with both types gets a good answer to: refused for its `Accept` alone. */
  refusedAccept: boolean;
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
  name:
    | 'any-type'
    | 'both-types'
    | 'same-cell'
    | 'versions'
    | 'limit-sequence'
    | 'kept-alive'
    | 'correct-requests'
    /** What a second user was answered: unequal where that held something of the first one's. */
    | 'two-users';
  era: Era | null;
  cell: CellId | null;
  exchanges: string[];
  /** Every member was answered in a way that can be compared. */
  complete: boolean;
  /** What the members showed, in words, joined with `, `. */
  shown: string;
  equal: boolean;
  /**
   * How many members got no answer at all, and of how many. `kept-alive`: how many of the requests on a connection
   * that was used before were cut there, and answered on another; `exchanges` are those alone.
   */
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
  /** The step that all suspects are, if it is one; `discover`, `delete`. */
  culprit: StepName | null;
  /** A server with one session in all is left with it, and serves nobody until a restart; null elsewhere. */
  occupied: boolean | null;
  slowestFirstByteMs: number | null;
  slowestTotalMs: number | null;
}
