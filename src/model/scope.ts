import type { ClientProfile } from './client.js';
import type { Hop, StrangeAnswer } from './network.js';
import type { Observation, ObservedExchange, ServerFacts } from './observation.js';
import type { StepName } from './plan.js';
import type { Fingerprint } from './recognised.js';
import type { CutShort, Failure } from './recording.js';
import type { RecordedRoute } from './route.js';
import type { TrafficFacts } from './traffic.js';
import type { Era } from './words.js';

/** Everything that a diagnosis may rest on, in one value. */
export interface DiagnosisScope {
  target: TargetFacts;
  /** Why nothing was sent: a mistake in the entry, or a value that only its client knows. */
  problem: { mistake: boolean; title: string; detail: string; whatToDo: string } | null;
  interrupted: boolean;
  /** By which limit of the caller's the run was cut short, if by one. */
  cutShort: CutShort | null;
  server: ServerFacts;
  stance: Observation['stance'];
  control: ControlFacts;
  matrix: MatrixFacts;
  auth: AuthFacts;
  /** Why nothing came back to the request that decides; null where something did. */
  network: { stage: Failure['stage']; code: string; ms: number } | null;
  /** What lies below HTTP; null where nobody looked. */
  below: BelowFacts | null;
  redirect: RedirectFacts | null;
  route: RecordedRoute;
  survived: boolean | null;
  suspects: string;
  /** The step that all suspects are, if it is one. */
  culprit: StepName | null;
  /** The only session of a server could not be ended: nobody connects until a restart. */
  occupied: boolean | null;
  /** The ids of the rules that failed. */
  findings: string[];
  clients: ClientFacts;
  /** What came through the tap; null where the requests were our own. */
  traffic: TrafficFacts | null;
  foretold: ForetoldFacts;
  fingerprint: Fingerprint;
}

export interface TargetFacts {
  url: string;
  /** Where servers usually are, and this one is not: its origin with `/mcp`, or with `/` where that was tried. */
  elsewhere: string;
  host: string;
  /** That of the scheme where the URL names none. */
  port: string;
  path: string;
  origin: string;
  https: boolean;
  loopback: boolean;
  transport: 'http' | 'sse';
  /** A client's configuration decides what is sent: it comes from one, or a client was listened to. */
  fromFile: boolean;
  credentials: boolean;
  /** The era that the user asked for. */
  era: 'auto' | Era;
  /** `control`: the cells were not asked for. */
  depth: string;
}

/** The network trace, as far as a diagnosis asks. */
export interface BelowFacts {
  /** The first certificate that was shown. */
  certificate: {
    names: string;
    issuer: string;
    /** `2026-11-30` */
    from: string;
    until: string;
    chain: number;
    issuerUrl: string | null;
  } | null;
  /** A port that the URL calls plain HTTP speaks TLS; null: nobody asked it. */
  speaksTls: boolean | null;
  /** The other address family, where a hello went to it: at its address an MCP server answers, or it does not. */
  other: {
    address: string;
    family: 4 | 6;
    /** The target's URL with that address in it. */
    url: string;
    answers: StrangeAnswer['answers'];
  } | null;
  /** Where a name has both families and one does worse than the other. */
  behind: {
    family: 4 | 6;
    address: string;
    /** `closed`: it refuses every connection; `late`: slow enough to be waited for, or no connection at all. */
    state: 'closed' | 'late';
    /** `connects after 1032 ms`, `ECONNREFUSED` */
    shown: string;
    /** The best address of the other family, and the target's URL with it. */
    other: { family: 4 | 6; address: string; ms: number; url: string };
  } | null;
  /** Addresses that take a connection, and those that do not, with why: `::1 (ECONNREFUSED)`. */
  open: string;
  closed: string;
}

/** The handshake of a correct client: hello, notification, list. */
export interface ControlFacts {
  /** Seen to work from end to end in every era that the server speaks. */
  whole: boolean;
  /** Some era of it works. */
  partly: boolean;
  /** Who is served by what failed: `Nobody`, `No client of the 2026-07-28 revision`. */
  who: string;
  failedAt: StepName | null;
  /** The answer that decides: of the step that failed, or the hello's. */
  at: ObservedExchange | null;
  /** `server/discover`, with which newer clients begin. */
  discover: 'answered' | 'silent' | 'not sent';
  /** `initialize with both types was answered 406 application/json: "..."`. */
  shown: string;
  /** How the body stopped short of an answer, in words. */
  unfinished: string | null;
}

export interface MatrixFacts {
  /** The statuses of the hellos of the cells that vary `Accept`, in the era of the control. */
  missing: number | null;
  jsonOnly: number | null;
  sseOnly: number | null;
  wildcard: number | null;
  both: number | null;
  /** All five were answered with one status; null where fewer than five were answered. */
  alike: boolean | null;
  /** Eras in which it could not be told what the server does with `Accept`, joined. */
  unknown: string;
  /** The status with which a limiter kept a cell or a probe from being answered: 429, 503; null where none did. */
  limited: number | null;
  /** Requests that were left out, because the limit that the server announces left no room for them. */
  paced: boolean;
}

export interface AuthFacts {
  /** OAuth protected resource metadata; `unknown`: not looked for. */
  documents: 'served' | 'none' | 'unknown';
  /** The same answer came without the credentials; null where that was not tried. */
  sameWithout: boolean | null;
}

export interface RedirectFacts {
  /** Where it leads, absolute; null where it leads nowhere. */
  to: string | null;
  /** The same with https. */
  secure: string | null;
  host: string | null;
  /** Where it leads in the end, as far as it was gone after. */
  final: string | null;
  /** Who answers a hello there; null: nobody was asked. */
  answers: Hop['answers'] | null;
  /** `https://a.example/mcp 308, then https://a.example/mcp/ 200`; empty: nobody was asked. */
  hops: string;
  /** `Nobody`, or `Not every client` where it keeps the message (307, 308): those that go after it get on. */
  who: string;
  kind: 'nowhere' | 'loop' | 'downgrade' | 'login' | 'slash' | 'upgrade' | 'same-host' | 'other-host';
}

export interface ClientFacts {
  /** How many were replayed, and what became of them. */
  asked: number;
  connect: number;
  fail: number;
  unclear: number;
  /** Those that connect, but for other versions of the user's own: by their titles. */
  others: string;
  yours: {
    title: string;
    version: string;
    connects: boolean | null;
    because: string | null;
    cause: string | null;
    runtime: NonNullable<ClientProfile['runtime']> | null;
    /** It connects without the configured header that is to blame. */
    withoutConnects: boolean | null;
    where: 'server' | 'configuration' | 'client' | null;
    what: string | null;
    proved: boolean | null;
    /** In so many driven versions of it every POST listed both types; 0: not in all of them. */
    bothTypesIn: number;
    /** Its older versions that do not get past their hello here, joined; empty: none. */
    olderFailing: string;
  } | null;
}

/** What recorded clients come to at the hellos of this server, told from their profiles without a replay. */
export interface ForetoldFacts {
  clients: number;
  /** Those that get past their hello, that do not, and of whom it was not recorded. */
  pass: number;
  fail: number;
  passing: string;
  failing: string;
  /** Of those that do not, who gives up at the answer to `server/discover`, with which newer clients begin. */
  stumble: number;
  stumbling: string;
  /** Of those that do not, who gives up at the answer to `initialize`. */
  drop: number;
  dropping: string;
  /** Clients that start OAuth at a 401. */
  authorizing: string;
}
