import type { Oddity, ResultFault, Stumble } from './oddity.js';
import type { HeaderLine, Json } from './words.js';

/** What one client was recorded to do, over a range of versions: `rules/clients/<client>@<from>.json`. */
export interface ClientProfile {
  /** The file's name: `claude-code@2.1.274`. */
  id: string;
  client: string;
  /** `Claude Code`. */
  title: string;
  /** `to` is null where nothing newer is known to differ. */
  versions: { from: string; to: string | null };
  /** The versions that were driven. */
  recorded: string[];
  provenance: { date: string; how: string };
  /** The configuration that it reads, an id in `rules/formats/`; null for a library. */
  format: string | null;
  /** What its connections are made by, which decides what is done with a name of two addresses; absent: not known. */
  runtime?: 'node' | 'python' | 'go' | 'rust' | 'java';
  /** Stands between a client that speaks stdio and a server. */
  bridge: boolean;
  /**
   * What it sends, in order: everything before and including the legacy conversation. Without `initialize` in a
   * client that speaks the modern revision only.
   */
  legacy: ClientStep[];
  /** What it sends after a `server/discover` that was answered with a result; empty: it does not speak modern. */
  modern: ClientStep[];
  /** What becomes of a header that the user configured, by lower-case name; `*` is any other. */
  configured: Record<string, Partial<Record<Occasion, Merging>>>;
  /**
   * What comes of a configured `content-length` or `transfer-encoding`: the client goes its own way or frames well
   * with it, or no whole message goes out. Absent: not recorded.
   */
  framing?: Record<string, 'harmless' | 'breaks'>;
  /** The configured headers with which it does not even start, in lower case. */
  refuses?: string[];
  reactions: Reactions;
  /** What was not recorded and stands at what most clients do: nothing may be concluded from it alone. */
  assumed?: Assumed[];
  /** Statuses to which the reaction was recorded all the same, by the step that they answer. */
  seen?: Partial<Record<'discover' | 'initialize' | 'initialized' | 'get', number[]>>;
}

/**
 * What was not recorded. `legacy` is what the client sends when its `server/discover` finds no modern server;
 * `configured` is what the client does with headers that it sends itself, and with all
 * others where the profile says nothing of `*`; `silence` is a hello or a notification that is never answered.
 */
export type Assumed = 'legacy' | 'modern' | 'configured' | 'silence' | keyof Reactions;

/** When a header goes out. `discover` stands for every request of the modern revision. */
export type Occasion =
  | 'preflight'
  | 'preflight-again'
  | 'discover'
  | 'initialize'
  | 'post'
  | 'get'
  | 'delete';

/**
 * `ignored`: the client's own line alone. `before` and `after`: both in one line, the configured value first or
 * last (`before` appends only the types that are missing). `in-front`: the configured value, then the own one
 * as it is. `joined`: the same with a space between. `replaced`: the configured value alone. `second-line`:
 * both, as two lines, the configured one first; `line-after`: the same, but last. Where the client has no line of its own, all but `ignored` send the configured one.
 */
export type Merging =
  | 'ignored'
  | 'before'
  | 'after'
  | 'in-front'
  | 'joined'
  | 'replaced'
  | 'second-line'
  | 'line-after';

export interface ClientStep {
  name:
    | 'preflight'
    | 'preflight-again'
    | 'discover'
    | 'initialize'
    | 'initialized'
    | 'get'
    | 'listen'
    | 'tools/list'
    | 'prompts/list'
    | 'resources/list'
    | 'resources/templates/list'
    | 'ping'
    /** A GET of `reactions.sseFallback`; stands in no profile's steps. */
    | 'fallback'
    /** The GET of an entry that declares the old HTTP+SSE transport; stands in no profile's steps. */
    | 'old-stream'
    /** `initialize` to the endpoint that the stream of that transport names; stands in no profile's steps. */
    | 'old-hello'
    | 'head'
    | 'delete';
  method: 'POST' | 'GET' | 'HEAD' | 'DELETE';
  /** A path on the same origin, or null for the endpoint. */
  path: string | null;
  /**
   * As recorded, in order, without those that any sender adds (`Host`, `Content-Length`); `{negotiated}` and
   * `{session}` stand for what the server said, and without it the line is not sent.
   */
  headers: HeaderLine[];
  /** The JSON-RPC message; `"{id}"` is replaced by a number. */
  body: Json;
  /**
   * `accepted`: only after the notification was answered 202. `without-stream`: only while no GET was answered
   * 2xx. `failed`: only when it could not connect; decides nothing, and is not replayed.
   */
  when: 'always' | 'with-session' | 'accepted' | 'without-stream' | 'accepted-without-stream' | 'failed';
}

/**
 * Which answers. Every field that is there must fit; a status may be a class: `4xx`. `json` and `text` are
 * bodies that are no JSON-RPC message.
 */
export interface AnswerMatch {
  status?: (number | '2xx' | '3xx' | '4xx' | '5xx')[];
  body?: ('json-rpc' | 'json' | 'html' | 'text' | 'empty')[];
  /** Nothing came back in time (`silence`), the connection broke (`broken`), or either (true). */
  failure?: true | 'silence' | 'broken';
  /** Only of a request that named a session. */
  session?: true;
}

/** What it does with odd answers. */
export interface Reactions {
  /** Answers to `server/discover` after which it gives up; any other failure leads to `initialize`. */
  discoverFatal: AnswerMatch[];
  /** How long it waits for that answer, in milliseconds; null: not known. */
  discoverPatienceMs: number | null;
  /**
   * Answers to a refused `initialize` after which it tries the old HTTP+SSE transport, with which GETs, and
   * whether it then connects.
   */
  sseFallback: {
    after: AnswerMatch[];
    gets: { path: string | null; headers: HeaderLine[] }[];
    works: boolean;
  } | null;
  /** Answers to `notifications/initialized` after which it gives up. */
  initializedFatal: AnswerMatch[];
  /** Answers to the GET after which it gives up. */
  getFatal: AnswerMatch[];
  /** Statuses of the GET after which it forgets its session. */
  getDropsSession: number[];
  /** It reads no message whose JSON-RPC envelope is broken; absent: that was not recorded. */
  needsEnvelope?: true;
  /** The departures from MCP's schema after which it drops a result; absent: not recorded. */
  refusesResults?: ResultFault[];
  /** Whether it reads an answer that is written so; what is absent was not recorded. */
  reads?: Partial<Record<Oddity, boolean>>;
  /** What the standards allow in an answer and it does not bear; absent: that was not recorded. */
  stumblesOver?: Stumble[];
  /**
   * The statuses of a redirect after which it sends the same message to where that leads: on the same origin, with all
   * its headers, and elsewhere, without credentials. Absent: that was not recorded.
   */
  redirects?: { sameOrigin: number[]; elsewhere: number[] };
  /** Goes on in the modern revision after any result of `server/discover`; absent: that was not recorded. */
  takesAnyDiscover?: true;
  /** Takes JSON from an answer whatever its `Content-Type` says. */
  sniffsJson: boolean;
  /** The versions that it goes on with; null: any. */
  protocolVersions: string[] | null;
  /** The statuses that start authorization, and whether it registers itself without being asked; null: none does. */
  authorization: { on: number[]; registers: boolean } | null;
}

/** Whether one client connects. */
export interface ClientReport {
  client: string;
  title: string;
  /** `2.1.274 and later`, `1.0.128 to 2.0.0`. */
  version: string;
  /** Null: it cannot be told. */
  connects: boolean | null;
  /** What it comes to, by its name in `rules/outcomes.json`; null where nothing was sent. */
  outcome: string | null;
  /** It listens on a GET stream; null where it asks for none, or that cannot be told. */
  getStream: boolean | null;
  failedAt: { step: string; status: number | null } | null;
  because: string | null;
  /** The same for programs: what stands in the way; null where it connects or nothing can be told. */
  cause: ClientCause | null;
  fix: ClientFix | null;
  /** The user named this client, or its file: if it does not connect, that counts. */
  yours: boolean;
}

/** Every kind of cause but a configured header, which comes with more. */
export const CAUSES = [
  'refused',
  'authorization',
  'era',
  'old-transport',
  /** The entry declares the old HTTP+SSE transport, and the server opens no such stream. */
  'declared-transport',
  'discover',
  'notification',
  'session',
  'content-type',
  'version',
  'silence',
  'redirect',
  'other',
] as const;

export type ClientCause =
  | { kind: (typeof CAUSES)[number] }
  /** A header that the user configured; `withoutConnects`: the same client without it, if that was tried. */
  | { kind: 'configured-header'; headers: string[]; withoutConnects: boolean | null };

/** What to change so that this client connects. */
export interface ClientFix {
  /** Who changes it. */
  where: 'server' | 'configuration' | 'client';
  what: string;
  /** To paste: an entry, or its text where the file is not JSON; or null. */
  entry: Json;
  /** The client's own command, or null. */
  command: string | null;
  /** Another request with the change applied was answered well; null where that could not be tried. */
  proved: boolean | null;
  /** How this client picks it up. */
  pickUp: string | null;
}
