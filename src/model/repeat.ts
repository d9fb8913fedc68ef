/** What `--repeat` asks for. */
export interface RepeatAsked {
  /** How many whole handshakes. */
  tries: number;
  /** Milliseconds between the requests of one of them. */
  idleMs: number;
  /** One session is kept across all of them, as by a client that restarts. */
  reuseSession: boolean;
  /** So many at once. */
  parallel: number;
  /** The rate in percent below which the exit code is 1; null: none. */
  failUnder: number | null;
}

/** What the repeated handshakes came to. */
export interface RepeatReport {
  asked: RepeatAsked;
  /** `the reference client`, `Claude Code 2.1.274 and later`. */
  client: string;
  /** Tries that connected, and that did not. */
  connected: number;
  failed: number;
  /** Tries that tell nothing: a limit, OAuth, Ctrl-C. */
  unclear: number;
  /** Of those that tell something, from 0 to 1; null where there is none. */
  rate: number | null;
  /** Wilson's interval of 95 % around it. */
  interval: [low: number, high: number] | null;
  /** Milliseconds that the requests of a try took that connected, without the pauses. */
  latencyMs: { p50: number; p90: number; p99: number; max: number } | null;
  order: RepeatOrder;
  /** Failures by their cause, most of them first. */
  groups: FailureGroup[];
  stopped: string | null;
  /** Each try in order: `+` connected, `-` failed, `?` tells nothing. */
  sequence: string;
  /** The rate: `27 of 30 tries connect (95 %: 74 to 97)`. */
  sentence: string;
  /** What the failures have in common, and in what order they came; null where none failed. */
  because: string | null;
  notes: string[];
}

export interface RepeatOrder {
  kind: 'none' | 'always' | 'from' | 'until' | 'every' | 'scatter';
  /** What is counted. */
  unit: 'try' | 'request';
  nth: number | null;
  /** False: a suspicion, or too few failures to tell. */
  proved: boolean;
  chance: number | null;
  /** How many tries would tell; null: not asked. */
  needed: number | null;
  sentence: string;
}

export interface FailureGroup {
  cause: string;
  /** The tries, counted from 1. */
  tries: number[];
  /** What all of them share, in words. */
  shared: string[];
  /** What parts them from all that went well, by far more than chance would. */
  apart: { what: 'address' | 'connection' | 'session' | 'idle' | 'get'; words: string; chance: number }[];
  /** The exchange that decided the first of them. */
  evidence: string | null;
}
