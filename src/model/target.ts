import type { HeaderLine } from './words.js';

/** One server to probe. Only `net/` ever sees the secrets in it. */
export interface Target {
  name: string;
  url: string;
  /** As its entry declares it; `http` for a URL. */
  transport: 'http' | 'sse';
  /** What the user wants sent with every request, credentials included. */
  headers: HeaderLine[];
  /**
   * Every header that the configuration names, as written and expanded, `Accept` and the like included:
   * a replay takes them through the client's own merging. The matrix sends `headers` alone.
   */
  configured: HeaderLine[];
  /** Where the user wrote it down: file, server and format; null for a URL. */
  source: { file: string; server: string; format: string } | null;
  /** Lower-case names of the headers that count as credentials. */
  credentials: string[];
  /** The URL with the credentials in it taken out. */
  bareUrl: string;
  /** The URL as it may be shown: credentials in it are masked. */
  shownUrl: string;
  /** Every spelling of a secret that must never leave. */
  secrets: string[];
}
