import type { FailOn, HeaderLine, RecordedRun, Report, RulesetId } from '../model.js';

/** The servers of a client's configuration, read as that client reads it. */
export interface ConfigurationOf {
  /** A path. */
  config: string;
  /** Only this one; all where it is left out. */
  server?: string;
  /** Whose file it is (`claude-code`, `claude-code@2.0.77`); left out, its path tells. */
  client?: string;
}

/** What is probed: a URL, several, or the servers of a configuration. */
export type Servers = string | readonly string[] | ConfigurationOf;

/** A request goes out. */
export interface Progress {
  /** The server's name: its host, or its name in the configuration. */
  target: string;
  /** The conversation: `legacy/json-only`; a client's replay is named by its profile. */
  flow: string;
  /** `initialize`, `tools/list`, `get`, ... */
  step: string;
  /** How many have gone out in this run, this one included. */
  requests: number;
}

/** What every run that sends requests takes. */
export interface Running {
  /**
   * Sent with every request to a URL; a configuration brings its own. Credentials (`Authorization`, `Cookie`, ...) go
   * to that server alone, and are in no report and no recording.
   */
  headers?: Readonly<Record<string, string>> | readonly HeaderLine[];
  /** Names of further headers or query parameters that count as credentials. */
  credentials?: readonly string[];
  /** The variables that a configuration may name: `process.env`, or a part of it. None if left out. */
  env?: Readonly<Record<string, string | undefined>>;
  /** For each request, in milliseconds: 10000. */
  timeoutMs?: number;
  /** No more requests than these in all, those that end sessions included. The rest is not judged then. */
  maxRequests?: number;
  /** Ends the run: open sessions are ended (2 s at most), then the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  failOn?: FailOn;
}

export interface ProbeOptions extends Running {
  /** `quick`: the seven cells alone; `thorough`: also what is known to upset some servers. */
  depth?: 'quick' | 'default' | 'thorough';
  era?: 'auto' | 'legacy' | 'modern';
  ruleset?: RulesetId;
  /** A folder of rules of your own. */
  rules?: string;
  /** `true`: replay the newest version of every recorded client; a name: that one (`claude-code@2.0.77`). */
  clients?: true | string;
  /** Requests waited for at once, 1 to 6, where the server has shown that it can: 6. */
  concurrency?: number;
  /** Up to so many requests to reach the rate limit; stops at the first 429. None if left out. */
  burst?: number;
}

export interface ClientsOptions extends Running {
  /** Only this client: `claude-code`, `claude-code@2.0.77`; the newest of each if left out. */
  client?: string;
  /** Also those that open two event streams, which some servers do not survive. */
  thorough?: boolean;
}

/** What a run came to. */
export interface Probed {
  /** What `--format json` prints: `rules/schema/report.schema.json`. */
  report: Report;
  /** What `--record` writes, redacted: `judge(run)` and `check` say the same of it. */
  run: RecordedRun;
  /** Why it ended: all was sent that was planned, or `maxRequests` came first. */
  ended: 'complete' | 'budget';
}

export interface CheckOptions {
  ruleset?: RulesetId;
  failOn?: FailOn;
  /** A folder of rules of your own. */
  rules?: string;
}

export interface LintOptions {
  /** Whose file it is; left out, its path tells. */
  client?: string;
  /** The variables that it may name: `process.env`, or a part of it. None if left out. */
  env?: Readonly<Record<string, string | undefined>>;
  ruleset?: RulesetId;
  failOn?: FailOn;
}
