import type { DefectSettings } from './defects.js';
import type { HarmSettings } from './harm.js';

/**
 * A persona: one way for an MCP server to behave, as data. `fixtures/servers/<name>.json` holds what
 * differs from the defaults (`read-persona.ts`); this type holds everything, every field present.
 */
export interface Persona {
  /** The file's name without `.json`. */
  name: string;
  /** A few words for `serve --list`. */
  title: string;
  /** One sentence: what is wrong with it (or right), and who meets it. */
  why: string;
  /** Which clients it serves: those that say `initialize`, those of 2026-07-28 on, or both. */
  eras: Era[];
  /** Legacy revisions that it negotiates, newest first. */
  versions: string[];
  /** Modern revisions that it supports, newest first. */
  modernVersions: string[];
  /** `http+sse` is the transport of 2024-11-05: GET opens the stream, the URL itself takes no POST. */
  transport: 'streamable-http' | 'http+sse';
  /** Where set, every request to any path gets exactly this: not an MCP server at all. */
  fixedAnswer: RawAnswer | null;
  /** Legacy only: `initialize` issues a session ID and every later request must carry it. */
  stateful: boolean;
  /** The type it answers in when `Accept` leaves the choice. */
  answer: MessageType;
  /** What it makes of `Accept`; a file may write one policy for both eras, or one for each. */
  accept: Record<Era, AcceptSettings>;
  /** The 406 itself. */
  notAcceptable: NotAcceptableSettings;
  /** Credentials it asks for; null = public. A file writes `{}` for all defaults. */
  auth: AuthSettings | null;
  /** Its rate limit; null = none. */
  rateLimit: RateLimitSettings | null;
  /** Sessions of a stateful server (`delete` and `deleteUpsetsNextPost` count for every server). */
  session: SessionSettings;
  /** GET on the endpoint: an open stream (`stream-strict` only if `Accept` names the type), or not. */
  get: 'stream' | 'stream-strict' | 'html' | 'hang' | 404 | 405 | RawAnswer;
  /** Legacy only: what `server/discover` gets, by which newer clients begin (`"{id}"` is its id); null = as any unknown method. */
  discover: RawAnswer | 'hang' | 'reset' | null;
  /** What a method of JSON-RPC gets in place of its answer, by name; credentials, `Accept` and session come first. */
  answers: Record<string, RawAnswer>;
  /** `http+sse` only: what a POST to the URL itself gets; null = 405 as JSON-RPC. */
  oldPost: RawAnswer | null;
  /** `http+sse` only: what its stream names, if not an endpoint of its own, and what a POST to that gets. */
  oldEndpoint: 'own' | 'elsewhere' | 'none' | 'lost' | RawAnswer;
  /** The answer to an accepted notification; correct is 202 with no body. */
  notification: RawAnswer | 'hang';
  /** The legacy `MCP-Protocol-Version` header after `initialize`. */
  versionHeader: VersionHeaderSettings;
  /** What `initialize` answers: the requested version if supported, whatever was asked, the oldest, one of 2099. */
  initializeVersion: 'negotiated' | 'echoed' | 'oldest' | 'unknown';
  /** An `MCP-Protocol-Version` header on every answer to that method, true or not; null = none. */
  claimedVersion: Record<'get' | 'post' | 'delete', string | null>;
  /** The checks that 2026-07-28 demands. */
  modern: ModernSettings;
  /** Whether an `Origin` other than loopback is 403. */
  origin: 'checked' | 'ignored';
  /**
   * Whether browsers of any origin may call it (CORS headers on preflight and answers); `unexposed`: no script sees
   * the session ID, `no-mcp-headers`: the preflight allows only what every web page sends.
   */
  cors: boolean | 'unexposed' | 'no-mcp-headers';
  /** What it does not survive. */
  harm: HarmSettings;
  /** What is wrong with its answers. */
  defects: DefectSettings;
  /** Fails at times, to a pattern; null = never. */
  failing: FailingSettings | null;
  /** How many requests it answers on one connection; the next on it is cut, unannounced. Null = any number. */
  answersPerConnection: number | null;
  /** Milliseconds before each answer. */
  delayMs: number;
  /** What probing it should come to. */
  expect: Expectation;
}

export type Era = 'legacy' | 'modern';
export type MessageType = 'json' | 'sse';

/** An answer to the letter. */
export interface RawAnswer {
  status: number;
  /** Null = no `Content-Type` line. */
  contentType: string | null;
  /** Further lines, by name: `Server`, `Location`. */
  headers: Record<string, string>;
  body: string;
}

/**
 * - `strict`: searches the header for both names, letter by letter, as the official TypeScript SDK does
 * - `strict-with-ranges`: both types must be acceptable, ranges count
 * - `lenient`: one of the two is enough, ranges count; no header at all is 406
 * - `negotiating`: RFC 9110: absent is anything, ranges and `q` count, 406 where nothing fits
 * - `ignoring`: always answers, always in its own type
 */
export type AcceptPolicy = 'strict' | 'strict-with-ranges' | 'lenient' | 'negotiating' | 'ignoring';
export type AcceptCell = 'missing' | 'json-only' | 'sse-only' | 'wildcard' | 'both';

/** `refuse` is the persona's 406, `json` and `sse` a normal answer in that type. */
export type CellAnswer = RawAnswer | 'reset' | 'hang' | 'refuse' | MessageType;

export interface AcceptSettings {
  policy: AcceptPolicy;
  /** Compares media types case-sensitively, which RFC 9110 §8.3.1 forbids (`strict` always does). */
  caseSensitive: boolean;
  /** The type of every answer to `initialize`, which no `Accept` changes; null = as any other. */
  hello: MessageType | null;
  /** Exceptions from the policy, by cell. */
  cells: Record<AcceptCell, CellAnswer | null>;
}

export interface NotAcceptableSettings {
  /** 406 with most; 400 with the official SDKs for Go and Java. */
  status: number;
  /**
   * `names-both` is the TypeScript SDK's wording, `names-one` names what would have been sent, `bare` neither;
   * `text` is the Go SDK's, which is no JSON.
   */
  body: 'names-both' | 'names-one' | 'bare' | 'text' | 'html' | 'empty';
  /** False = no `Content-Type` line, as the SDK did up to 1.20. */
  contentType: boolean;
}

export interface AuthSettings {
  scheme: 'bearer';
  /** The one token that opens the door. */
  token: string;
  /** Which refusal wins when the token is missing and `Accept` is incomplete. */
  order: 'before-accept' | 'after-accept';
  /** Whether its 401 carries `WWW-Authenticate`. */
  challenge: boolean;
  /** Whether that challenge names `resource_metadata` (MCP authorization). */
  resourceMetadata: boolean;
  /** The document at the well-known URI: sound, absent (404), lacking servers, a page, 401, about another resource. */
  metadata: 'served' | 'missing' | 'without-servers' | 'html' | 'refused' | 'of-another';
  /** A known session ID stands in for the credentials, which no server may allow. */
  sessionAuthenticates: boolean;
  /** A second user with a token and a list of its own, and how the first one's reaches it; null = there is one user. */
  second: SecondUser | null;
}

export type User = 'first' | 'second';

export interface SecondUser {
  token: string;
  /**
   * `none`: a session is there for its own user alone; `served`: it is open to the other, who sees their own list;
   * `session`: and sees its owner's; `equal-ids`: an answer goes by the JSON-RPC id while two are asked at once;
   * `cached`: an answer goes by the body of the request.
   */
  leak: 'none' | 'served' | 'session' | 'equal-ids' | 'cached';
  /** What their lists differ in: a tool of their own, or what is said of one that both have. */
  differs: 'tools' | 'descriptions';
}

export interface RateLimitSettings {
  /** Requests per window, counted over all clients. */
  limit: number;
  windowSeconds: number;
  /** `ratelimit`: RateLimit-Limit and so on; `draft`: RateLimit and RateLimit-Policy as one field each. */
  headers: 'ratelimit' | 'x-ratelimit' | 'draft' | 'none';
  /** Which answers carry those headers; `success` is every answer that is neither 406 nor 429. */
  headersOn: ('success' | '406' | '429')[];
  /** What a request beyond the limit gets: a JSON-RPC 429, or the 503 page of nginx's `limit_req`. */
  refusal: '429' | 'nginx-503';
  /** `Retry-After` on 429. */
  retryAfter: 'seconds' | 'date' | 'malformed' | 'none';
  /** Whether a 406 uses up a request. */
  counts406: boolean;
  /** Whether a 401 uses up a request; if not, credentials are looked at before the limit. */
  counts401: boolean;
}

export interface SessionSettings {
  /** Status for a request without a session ID; 200 = answered all the same. */
  absent: 400 | 404 | 200;
  /** Status for an ID that was never issued. */
  unknown: 404 | 401 | 400 | 200;
  /** What an ID gets after an accepted DELETE. */
  afterDelete: 404 | 401 | 400 | 200 | 'hang';
  /** Whether DELETE ends a session. */
  delete: 'accepted' | 405;
  /** Whether IDs keep to 0x21..0x7E, as they must. */
  ids: 'visible-ascii' | 'not-visible-ascii';
  /** An ID is unknown as soon as it was issued, as behind a balancer without affinity. */
  forgotten: boolean;
  /** One session until restart: a second `initialize` is 400 -32600, also after DELETE. */
  oneInAll: boolean;
  /** A 406 inside a session destroys it: the next correct request is 400. */
  refusalEndsSession: boolean;
  /** After any DELETE the next POST is 500, then all is well again. */
  deleteUpsetsNextPost: boolean;
  /** A second `initialize` leaves every request of the earlier sessions unanswered. */
  secondClientHangsFirst: boolean;
}

export interface VersionHeaderSettings {
  /** An invalid or unsupported value must be 400 (`refused`); a Hono server says 404. */
  unsupported: 'refused' | 404 | 'ignored';
  /** An absent header should be taken for 2025-03-26. */
  absent: 'assumed' | 'refused';
}

export interface ModernSettings {
  /** A missing or disagreeing `Mcp-Method` (and `Mcp-Name`) must be 400 -32020. */
  methodHeader: 'checked' | 'ignored';
  /** A missing `MCP-Protocol-Version`, or one that disagrees with `_meta`, must be 400 -32020. */
  versionHeader: 'checked' | 'ignored';
  /** An unsupported version must be 400 -32022 with `data.supported`. */
  unsupportedVersion: 'refused' | 'answered';
  /** What `data.supported` lists there; null = `modernVersions`, the truth. */
  supportedInError: string[] | null;
  /** An unknown method must be 404 with -32601; 200 carries the same error. */
  unknownMethod: 404 | 200;
  /** A request without required `_meta` must be 400 -32602. */
  meta: 'required' | 'ignored';
  /** `Mcp-Session-Id` should be ignored: not answered with one, not looked up (404). */
  sessionHeader: 'ignored' | 'minted' | 'looked-up';
  /** Whether `server/discover` answers all its fields. */
  discover: 'complete' | 'incomplete';
  /** What a modern-only server tells a client that says `initialize`. */
  initialize: 'names-versions' | 'bare';
}

/** Fails at times, whoever asks: each nth, all after so many, or the first so many; null = not for that reason. */
export interface FailingSettings {
  /** What is counted, from the start of the server. */
  counts: 'requests' | 'hellos';
  every: number | null;
  after: number | null;
  first: number | null;
  nth: number | null;
  answer: RawAnswer | 'reset' | 'hang';
}

export interface Expectation {
  /** Exit code of a default `probe` with the right token. */
  exit: number;
  /** Rules that must fire. */
  rules: string[];
  /** The diagnosis, an id in `rules/diagnoses/`; and who is blamed. */
  diagnosis: string;
  blame: string[];
  /** Options of `probe` without which the defect cannot be seen. */
  options: string[];
}
