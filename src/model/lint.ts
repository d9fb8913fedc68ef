import type { ConfigEdit, Place, Transport } from './config.js';
import type { JsonSchema, Requirement } from './rule.js';
import type { Json, RulesetId, Severity } from './words.js';

/** Everything that a rule of `rules/config/` may ask for; secrets are not in it. */
export interface ConfigObservation {
  file: FileFacts;
  entries: EntryFacts[];
  urls: UrlFacts[];
  headers: HeaderFacts[];
  variables: VariableFacts[];
  keys: KeyFacts[];
}

interface Subject {
  id: string;
  /** The server that it belongs to; empty for the file itself. */
  server: string;
  place: Place;
  /** The keys that lead to it, for an edit. */
  path: string[];
}

export interface FileFacts extends Subject {
  format: string;
  /** The client as people call it. */
  client: string;
  /** The client reads remote servers from this file. */
  remote: boolean;
  /** This process runs in a container. */
  inContainer: boolean;
}

export interface EntryFacts extends Subject {
  transport: Transport | null;
  declared: string | null;
  declaredKnown: boolean;
  /** The known word that was probably meant. */
  declaredNearest: string | null;
  hasUrl: boolean;
  hasCommand: boolean;
  /** The client takes an entry without `type` for something else. */
  needsType: boolean;
  /** What the URL's path tells: ends in `/sse`, in `/mcp`, or nothing. */
  pathTells: 'http' | 'sse' | null;
  /** Where an entry of the same name or the same URL stands, `4:5`; null where it is the only one. */
  sameNameAt: string | null;
  sameUrlAs: string | null;
  skipped: string | null;
}

export interface UrlFacts extends Subject {
  /** As it may be shown. */
  shown: string;
  valid: boolean;
  scheme: string | null;
  loopback: boolean;
  localhost: boolean;
  userinfo: boolean;
  /** The names of query parameters that hold a literal secret, joined with `, `; empty: none. */
  secretParameters: string;
  /** The entry sends credentials with it. */
  withCredentials: boolean;
}

export interface HeaderFacts extends Subject {
  name: string;
  lowerName: string;
  /** As it may be shown: masked where it may be a secret. */
  shown: string;
  nameAllowed: boolean;
  valueAllowed: boolean;
  credential: boolean;
  /** A credential written down instead of a variable. */
  literalSecret: boolean;
  /** `Accept` only. */
  acceptsJson: boolean;
  acceptsSse: boolean;
  /** What the recorded client does with it on a POST and on a GET; null where it was not recorded. */
  onPost: string | null;
  onGet: string | null;
  /** A line above in the same entry has the same name in another spelling. */
  repeats: boolean;
}

export interface VariableFacts extends Subject {
  name: string;
  state: 'set' | 'empty' | 'default' | 'unset' | 'input' | 'unexpanded';
  /** As written. */
  written: string;
  /** How this client would expand it; null where it expands nothing. */
  suggested: string | null;
}

export interface KeyFacts extends Subject {
  key: string;
  known: boolean;
  nearest: string | null;
  /** Where it stood first, `4:5`; null where it stands once. */
  duplicateOf: string | null;
}

export interface ConfigRule {
  id: string;
  title: string;
  subject: 'file' | 'entry' | 'url' | 'header' | 'variable' | 'key';
  /** Ids in `rules/formats/`; empty: all. */
  formats: string[];
  when: JsonSchema;
  /** Over `{ it, entry, file }`. */
  expect: JsonSchema;
  requirement: Requirement | null;
  severity: Record<RulesetId, Severity | 'off'>;
  why: string;
  expected: string;
  message: string;
  remediation: { steps: string[]; edit: RuleEdit | null };
  references: string[];
  examples: { good: ConfigExample[]; bad: ConfigExample[]; skipped: ConfigExample[] };
}

/** The change that mends it: `it` is what the rule is about, `entry` the server it belongs to. */
export interface RuleEdit {
  do: 'remove' | 'set';
  at: 'it' | 'entry';
  /** A key below; null: the thing itself. */
  key: string | null;
  /** With placeholders; null for `remove`. */
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
  /** Bad examples only: `3:7 the message`. */
  messages: string[];
}

export interface ConfigFinding {
  rule: string;
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
  servers: { name: string; scope: string | null; transport: Transport | null; skipped: string | null }[];
  findings: ConfigFinding[];
}
