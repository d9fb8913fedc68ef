import type { EntryDiagnosis } from './diagnosis.js';
import type { Json, Severity } from './words.js';

/** What `fix` says: `rules/schema/fix.schema.json` is the contract. */
export interface FixReport {
  tool: string;
  version: string;
  exitCode: number;
  file: string;
  format: string;
  /** The client that reads it. */
  client: string;
  /** Whose file it is was guessed from its keys: it is not written. */
  guessed: boolean;
  /** What was replayed: an id in `rules/clients/`, and the versions that it stands for; null: none was recorded. */
  profile: { id: string; versions: string } | null;
  servers: FixedServer[];
  /** Whose fault it was proved to be, for each of them. */
  targets: EntryDiagnosis[];
  edits: ProposedEdit[];
  /** What lint found that no edit mends. */
  remaining: RemainingFinding[];
  /** The file that the servers go to, because their client does not read this one; null: they stay. */
  movedTo: string | null;
  /** The change as a unified diff, of both files where servers move; secrets masked; empty where nothing changes. */
  diff: string;
  written: boolean;
  /** Where the file as it was is kept, or null. */
  backup: string | null;
  /** What the user does next, where something is left to do. */
  next: string | null;
  /** How the client picks up the change; null where there is none. */
  pickUp: string | null;
  notes: FixNote[];
}

/** Something beside the file that matters, and the line for a shell that mends it. */
export interface FixNote {
  text: string;
  command: string | null;
}

export interface FixedServer {
  name: string;
  /** The project of a user-wide file, or null. */
  scope: string | null;
  /** Why it was not probed, or null. */
  skipped: string | null;
  /** Whether the file's client connects as it stands, and with the edits that are made. */
  before: boolean | null;
  after: boolean | null;
  because: string | null;
  /** Why it does not connect as it stands; null where it does, or that cannot be told. */
  why: string | null;
}

export interface RemainingFinding {
  rule: string;
  stableId: string;
  severity: Exclude<Severity, 'note'>;
  server: string;
  line: number;
  column: number;
  message: string;
  steps: string[];
}

export interface ProposedEdit {
  rule: string;
  server: string;
  line: number;
  column: number;
  /** What it changes, in words. */
  what: string;
  /** In the words of the file; several where one thing takes more, as a key that is called differently. */
  changes: { do: 'remove' | 'set' | 'rename'; path: string[]; value: Json }[];
  /**
   * `proved`: without it the client fails, with it it connects. `not-proved`: could not be tried.
   * `refuted`: the client fails with it. `no-effect`: the wire or the outcome is the same without it.
   * `off-wire`: it changes nothing that is sent.
   */
  outcome: 'proved' | 'not-proved' | 'refuted' | 'no-effect' | 'off-wire';
  because: string;
  /** It is part of the diff. */
  made: boolean;
}
