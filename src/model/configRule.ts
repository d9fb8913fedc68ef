import type { Accepted, OutdatedAcceptance } from './acceptance.js';
import type { ClientProfile } from './client.js';
import type { ConfigEdit } from './config.js';
import type { EntryDiagnosis } from './diagnosis.js';
import type { Transport } from './format.js';
import type { JsonSchema, Requirement, RuleText } from './rule.js';
import type { Json, RulesetId, Severity } from './words.js';

/** A file of `rules/config/`. */
export interface ConfigRule extends RuleText {
  subject: 'file' | 'entry' | 'type' | 'url' | 'header' | 'variable' | 'key' | 'refusal';
  /** Ids in `rules/formats/`; empty: all. */
  formats: string[];
  when: JsonSchema;
  /** Over `{ it, entry, file }`; `entry` is null for what belongs to the file itself. */
  expect: JsonSchema;
  remediation: { steps: string[]; edit: RuleEdit | null };
  examples: { good: ConfigExample[]; bad: ConfigExample[]; skipped: ConfigExample[] };
}

/** The change that mends it: `it` is what the rule is about, `entry` the server it belongs to. */
export interface RuleEdit {
  do: 'remove' | 'set';
  at: 'it' | 'entry';
  /** A key below, with placeholders; null: the thing itself. */
  key: string | null;
  /** With placeholders; null for `remove`. There is no edit where a placeholder names nothing. */
  value: Json;
  /** Other bytes go out afterwards, so it has to be proved by a probe. */
  touchesWire: boolean;
}

/** A file in miniature: its text or its value, and what must be found where. */
export interface ConfigExample {
  name: string;
  format: string;
  file: Json;
  env: Record<string, string>;
  /** What the recorded client does with configured headers; absent: no client was recorded. */
  configured?: ClientProfile['configured'];
  /** The same for what frames a message. */
  framing?: ClientProfile['framing'];
  inContainer?: true;
  /** Where the file stands; absent: where its client reads it. */
  path?: string;
  /** Bad examples only: `3:7 the message`. */
  messages: string[];
}

export interface ConfigFinding {
  rule: string;
  /** The same from run to run: `rule@file@server/key`. */
  stableId: string;
  severity: Severity;
  title: string;
  /** Empty for the file itself. */
  server: string;
  line: number;
  column: number;
  message: string;
  expected: string;
  requirement: Requirement | null;
  steps: string[];
  references: string[];
  edit: ConfigEdit | null;
  touchesWire: boolean;
}

/** What `lint` says: `rules/schema/lint.schema.json` is the contract. */
export interface LintReport {
  tool: string;
  version: string;
  ruleset: RulesetId;
  exitCode: number;
  file: string;
  format: string;
  /** The client as people call it. */
  client: string;
  /** Whose file it is was guessed from its keys. */
  guessed: boolean;
  /** The recorded client whose treatment of configured headers was taken, `claude-code@2.1.274`; null: none. */
  profile: string | null;
  servers: { name: string; scope: string | null; transport: Transport | null; skipped: string | null }[];
  /** What the file alone proves of each server. */
  targets: EntryDiagnosis[];
  findings: ConfigFinding[];
  /** What was found and does not count, because the user has accepted it. */
  accepted: Accepted<ConfigFinding>[];
  /** Entries of a baseline that are out of date. */
  outdated: OutdatedAcceptance[];
}
