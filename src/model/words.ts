export type Era = 'legacy' | 'modern';
export type CellId = 'missing' | 'json-only' | 'sse-only' | 'wildcard' | 'both' | 'no-auth' | 'rate-limited';
/** One header line, in wire order; duplicates are kept. */
export type HeaderLine = readonly [name: string, value: string];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type RulesetId = 'spec' | 'recommended' | 'strict';
export type Severity = 'error' | 'warning' | 'note';
export type FailOn = Severity | 'never';

export type Confidence = 'possible' | 'likely' | 'very likely' | 'certain';
