import type { ConfidenceEvidence } from './diagnosis.js';
import type { Observation, ObservedExchange, Refusals, ServerFacts } from './observation.js';
import type { Dialect, Part } from './recognised.js';
import type { ServerIdentity } from './report.js';
import type { Example, JsonSchema } from './rule.js';
import type { MatrixFacts } from './scope.js';
import type { Confidence } from './words.js';

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
