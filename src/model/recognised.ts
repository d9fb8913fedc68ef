import type { Confidence } from './words.js';

/** What of an installation is recognised: the MCP library, the framework around it, what speaks HTTP, what stands in front. */
export type Part = 'sdk' | 'framework' | 'runtime' | 'front';

/** In whose words a remedy is written. */
export const DIALECTS = [
  'express',
  'hono',
  'node',
  'asgi',
  'go',
  'axum',
  'servlet',
  'nginx',
  'caddy',
  'haproxy',
] as const;
export type Dialect = (typeof DIALECTS)[number];

export interface Recognised {
  id: string;
  name: string;
  versions: string | null;
  confidence: { level: Confidence; because: string[] };
}

/** What answered, part by part; null where the facts do not tell. */
export interface Fingerprint extends Record<Part, Recognised | null> {
  /** Of the server, and of what stands in front of it. */
  dialect: { server: Dialect | null; proxy: Dialect | null };
}

/** What mends a fault, as it is written in one dialect. */
export interface DialectRemedy {
  /** With placeholders of the diagnosis. */
  step: string;
  /** Code to paste, or null where the step is all of it. */
  code: string | null;
  /** What it was run in front of. */
  ran: string[];
}

/** `rules/remedies/<id>/remedy.json`, its code read in. */
export interface Remedy {
  id: string;
  title: string;
  dialects: Partial<Record<Dialect, DialectRemedy>>;
}

/** Code that a step comes with. */
export interface StepCode {
  dialect: Dialect;
  text: string;
}
