import type { Confidence, ConfidenceEvidence } from './diagnosis.js';
import type { Observation, ObservedExchange, Refusals, ServerFacts } from './observation.js';
import type { ServerIdentity } from './report.js';
import type { Example, JsonSchema } from './rule.js';
import type { MatrixFacts } from './scope.js';

/** What of an installation is recognised: the MCP library, the framework around it, what speaks HTTP, what stands in front. */
export type Part = 'sdk' | 'framework' | 'runtime' | 'front';

/** In whose words a remedy is written. */
export type Dialect =
  | 'express'
  | 'hono'
  | 'node'
  | 'asgi'
  | 'go'
  | 'axum'
  | 'servlet'
  | 'nginx'
  | 'caddy'
  | 'haproxy';

/** Everything that a fingerprint may rest on. */
export interface FingerprintScope {
  identity: ServerIdentity | null;
  server: ServerFacts;
  stance: Observation['stance'];
  refusals: { legacy: Refusals | null; modern: Refusals | null };
  /** The answer to the first hello of a correct client. */
  hello: ObservedExchange | null;
  /** The statuses of the hellos that vary `Accept`, in the era of that hello. */
  cells: MatrixFacts;
  exchanges: ObservedExchange[];
}

/** One file of `rules/fingerprints/`: by which facts something is recognised. */
export interface FingerprintFile {
  id: string;
  part: Part;
  /** Its name as its own documentation has it. */
  name: string;
  dialect: Dialect | null;
  /** JSON Schema over `FingerprintScope`. */
  when: JsonSchema;
  /** What that is, in words. */
  evidence: string;
  confidence: { base: Confidence; evidence: ConfidenceEvidence[] };
  /** The first that fits; the versions that were run stand in `sources`. */
  versions: VersionRange[];
  sources: string[];
  examples: { is: FingerprintExample[]; isNot: Omit<Example, 'messages'>[] };
}

export interface VersionRange {
  when: JsonSchema;
  /** With placeholders: some say their version themselves. */
  range: string;
  because: string;
}

export interface FingerprintExample extends Omit<Example, 'messages'> {
  says: { confidence: Confidence; versions: string | null };
}

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
