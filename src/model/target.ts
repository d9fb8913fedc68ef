import type { HeaderLine } from './words.js';

/** What no URL may show, beside what is known by its name or looks like a token. */
export interface HiddenInUrl {
  /** Names of query parameters, in lower case. */
  parameters: readonly string[];
  /** Texts that came from variables. */
  texts: readonly string[];
}

/** Where the user wrote a server down. */
export interface Source {
  file: string;
  server: string;
  format: string;
  /** Its address, or else its entry, 1-based; absent in recordings that do not say. */
  place?: { line: number; column: number };
}

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
  source: Source | null;
  /** The credentials of a second user, where isolation is asked for. */
  second?: HeaderLine;
  /** Lower-case names of the headers that count as credentials. */
  credentials: string[];
  /** The URL with the credentials in it taken out. */
  bareUrl: string;
  /** The URL as it may be shown: credentials in it are masked. */
  shownUrl: string;
  /** Lower-case names of the headers whose values are never shown: credentials, and what may hold one. */
  hidden: string[];
  /** What is masked in its URL, and in every other that is made of it. */
  hiddenInUrl: HiddenInUrl;
  /** What is looked for in all that is recorded. A word that means something else too is not among them. */
  secrets: string[];
}
