import type { Blame } from './diagnosis.js';

/** How one kind of log writes its lines down: a file of `rules/logs/`. */
export interface LogFormat {
  id: string;
  title: string;
  /** Who writes it: what serves MCP, what stands before it, or the client. */
  side: LogSide;
  source: string;
  /**
   * What a line must be, with named groups for what `LogRequest` has: `time`, `client`, `method`, `path`, `status`,
   * `agent`, `accept`, `session`, `server`, `text`; null: a line is JSON.
   */
  pattern: string | null;
  /** For JSON: where each of these stands, the first path that is there; a list stands for its first item. */
  fields: Partial<Record<LogField, string[]>>;
  examples: { line: string; is: Partial<Record<LogField, string>> }[];
}

export type LogSide = 'server' | 'proxy' | 'client';

export type LogField =
  | 'time'
  | 'client'
  | 'method'
  | 'path'
  | 'status'
  | 'agent'
  | 'accept'
  | 'session'
  /** Of a client's log: the server that it speaks of, and what it says. */
  | 'server'
  | 'text';

/** What one line tells. What it does not is null. */
export type LogLine =
  | { kind: 'request'; at: number | null; side: LogSide; request: LogRequest }
  /** What serves was started, or stopped. */
  | { kind: 'restart'; at: number | null; side: LogSide }
  /** A client says that it connected, or why it did not. */
  | { kind: 'told'; at: number | null; server: string | null; connected: boolean; failure: string | null };

export interface LogRequest {
  client: string | null;
  method: string;
  path: string;
  status: number;
  agent: string | null;
  accept: string | null;
  session: string | null;
}

/** What `triage --log` reports. */
export interface LogReport {
  tool: string;
  version: string;
  exitCode: number;
  files: string[];
  /** What was asked for: ISO 8601; null: no limit. */
  window: { since: string | null; until: string | null };
  read: {
    lines: number;
    /** Lines that speak of a request, of a start, or of what a client came to. */
    understood: number;
    /** Those of them that are about MCP. */
    mcp: number;
    /** Lines without a time, which no window holds. */
    timeless: number;
    bytes: number;
  };
  formats: { id: string; title: string; side: LogSide; lines: number }[];
  /** The first and the last time in the files: ISO 8601. */
  first: string | null;
  last: string | null;
  /** By what they call themselves, those with the most failures first. */
  clients: { name: string; requests: number; ok: number; refused: Record<string, number> }[];
  verdict: { title: string; fault: Blame[]; do: string[] };
  patterns: LogPattern[];
}

export interface LogPattern {
  id: string;
  title: string;
  severity: 'error' | 'warning' | 'note';
  count: number;
  first: string | null;
  last: string | null;
  /** Whom it happened to, with how often: `claude-code/2.1.274 (12)`. */
  who: string[];
  examples: LogExample[];
  fault: Blame[];
  do: string[];
}

export interface LogExample {
  file: string;
  line: number;
  /** What the line says, written anew; nothing secret is in it. */
  text: string;
}
