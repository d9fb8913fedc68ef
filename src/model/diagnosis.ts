import type { ClientReport } from './client.js';
import type { Hop, NetworkTrace } from './network.js';
import type { StepCode } from './recognised.js';
import type { CutShort, Problem } from './recording.js';
import type { RecordedRoute } from './route.js';
import type { Example, JsonSchema } from './rule.js';
import type { TrafficFacts } from './traffic.js';
import type { Confidence } from './words.js';

/** Who can mend it. */
export type Blame = 'server' | 'client' | 'proxy' | 'configuration' | 'network' | 'none';

/** Where on the way from the client to the server it goes wrong, in the order in which it is looked for. */
export type Layer =
  | 'entry'
  | 'name'
  | 'connection'
  | 'tls'
  | 'redirect'
  | 'proxy'
  | 'host-origin'
  | 'auth'
  | 'limit'
  | 'framing'
  | 'old-transport'
  | 'not-mcp'
  | 'accept'
  | 'version-era'
  | 'session'
  | 'notification'
  | 'get'
  | 'cors'
  | 'client'
  | 'other'
  | 'unexplained';

/** Why a server could not be judged. */
export type NotJudgedReason =
  | 'configuration'
  | 'unreachable'
  | 'tls'
  | 'silent'
  | 'redirect'
  | 'credentials'
  | 'legacy-sse'
  | 'not-mcp'
  | 'refused'
  | 'era'
  | 'rate-limited'
  | 'unclear'
  | 'interrupted';

/** Who takes a step: the server's operator, the user of the client, the one who runs what stands between. */
export type Role = 'server' | 'client' | 'proxy';

/** One file of `rules/diagnoses/`: what a pattern over the facts of a run comes to. */
export interface DiagnosisFile {
  id: string;
  /**
   * `cause`: why the control, or the client that was named, fails. `health`: what is to be said where it works.
   * `trait`: worth knowing although it works; never the diagnosis.
   */
  class: 'cause' | 'trait' | 'health';
  layer: Layer;
  /** The failures as they were seen in the field that this one names. */
  signatures: string[];
  /** Why the wire shows the same for all of them; absent: there is one, or the words tell which. */
  group?: string;
  blame: Blame[];
  alsoInvolved: Blame[];
  /** Why, then, the server could not be judged; null: it was. */
  notJudged: NotJudgedReason | null;
  /** JSON Schema over `DiagnosisScope`. */
  when: JsonSchema;
  confidence: { base: Confidence; evidence: ConfidenceEvidence[] };
  /** The verdict in the user's words, and what it rests on; with `{{control.at.status}}` placeholders. */
  title: string;
  detail: string;
  do: DoStep[];
  /** Where two are blamed, or a group is named: the one command that tells them apart. */
  tellApart: string | null;
  references: string[];
  examples: { is: DiagnosisExample[]; isNot: DiagnosisExample[] };
}

export interface ConfidenceEvidence {
  when: JsonSchema;
  does: 'raises' | 'lowers';
  because: string;
}

export interface DoStep {
  who: Role;
  /** Null: always. */
  when: JsonSchema | null;
  step: string;
  /** A folder of `rules/remedies/`: its words, where it speaks the dialect of what was recognised. */
  remedy?: string;
}

/** A miniature run, as rules have them, and what stands around it. */
export interface DiagnosisExample extends Omit<Example, 'messages'> {
  /** What of the recording is not on the wire. */
  recording: {
    url?: string;
    transport?: 'http' | 'sse';
    fromFile?: boolean;
    era?: 'legacy' | 'modern';
    depth?: 'control';
    interrupted?: boolean;
    /** The caller's limit that came first. */
    cutShort?: CutShort;
    /** An announced limit left no room for some of the cells. */
    paced?: boolean;
    /** It is that of a tap. */
    traffic?: Partial<TrafficFacts>;
    route?: Partial<RecordedRoute>;
    network?: NetworkTrace;
    redirects?: Hop[];
    problem?: Problem;
  };
  /** What became of clients that were replayed. */
  clients: Partial<ClientReport>[];
  /** `isNot` only: what it is instead; null: anything. */
  instead: string | null;
  /** `is` only: what is said, word for word. */
  says: { confidence: Confidence; title: string; detail: string; do: string[] } | null;
}

/** What a report says of one target. */
export interface Diagnosis {
  id: string;
  /** The same from run to run: `id@target`, and the client where it is about one. */
  stableId: string;
  class: DiagnosisFile['class'];
  layer: Layer;
  blame: Blame[];
  alsoInvolved: Blame[];
  confidence: { level: Confidence; because: string[] };
  title: string;
  detail: string;
  do: { who: Role; step: string; code: StepCode | null }[];
  tellApart: string | null;
  /** Failures that the wire cannot tell apart, by their names in the field, and why; null: it is one. */
  group: { signatures: string[]; because: string } | null;
  /** Exchange ids. */
  evidence: string[];
  references: string[];
}

/** What is to be said of one server of a file, by the file or by what was tried. */
export interface EntryDiagnosis {
  name: string;
  /** The project of a user-wide file, or null. */
  scope: string | null;
  diagnosis: Diagnosis | null;
  /** Why there is none. */
  because: string | null;
}
