import type { ClientProfile } from './client.js';
import type { ConfigEdit, Place, Transport } from './config.js';
import type { JsonSchema, Requirement, RuleText } from './rule.js';
import type { Json, RulesetId, Severity } from './words.js';

/** Everything that a rule of `rules/config/` may ask for; secrets are not in it. */
export interface ConfigObservation {
  file: FileFacts;
  entries: EntryFacts[];
  types: TypeFacts[];
  urls: UrlFacts[];
  headers: HeaderFacts[];
  variables: VariableFacts[];
  keys: KeyFacts[];
}

interface Subject {
  id: string;
  /** The `id` of the entry that it belongs to; empty for the file itself. */
  entry: string;
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
  /** How a variable is written here: `${NAME}`, or in words. */
  reference: string;
  /** Where this client looks for servers: `mcpServers`. */
  serversKey: string;
  /** Where servers seem to stand instead, when there are none where the client looks. */
  serversFoundAt: string | null;
}

export interface EntryFacts extends Subject {
  transport: Transport | null;
  /** `type` as it may be shown. */
  declared: string | null;
  /** The key that names the transport; null where this client has none. */
  typeKey: string | null;
  /** This client's word for what the URL's path tells, or else for Streamable HTTP. */
  typeSuggested: string | null;
  hasUrl: boolean;
  hasCommand: boolean;
  /** The client takes an entry without `type` for something else. */
  needsType: boolean;
  /** What it does with such an entry: `takes it for a program to start`, `refuses the entry`. */
  withoutType: string;
  /** Where an entry of the same name stood before, `4:5`; null where it is the first. */
  sameNameAt: string | null;
  /** An entry before it that sends the same to the same URL by the same transport, both fully understood. */
  sameAs: string | null;
  skipped: string | null;
  /** Switched off by a field of its own. */
  off: boolean;
}

/** The transport, as an entry names it. */
export interface TypeFacts extends Subject {
  /** The key that it stands under. */
  key: string;
  /** As it may be shown. */
  declared: string;
  known: boolean;
  /** The word of this client that was probably meant. */
  nearest: string | null;
  /** Every word of this client. */
  words: string;
  /** What an entry with a URL is for this client where it does not know the word; null: it refuses it. */
  taken: Transport | null;
}

export interface UrlFacts extends Subject {
  /** As it may be shown. */
  shown: string;
  /** Null where it cannot be told: a variable is missing. */
  valid: boolean | null;
  scheme: string | null;
  /** What the path tells: ends in `/sse`, in `/mcp`, or nothing. */
  pathTells: 'http' | 'sse' | null;
  /** This client's word for it. */
  typeSuggested: string | null;
  loopback: boolean;
  localhost: boolean;
  /** A name that only this machine or the network of its containers knows. */
  internal: boolean;
  userinfo: boolean;
  /** The names of query parameters that hold a secret, joined with `, `; empty: none. */
  secretParameters: string;
  /** One of them is written down instead of a variable. */
  literalSecret: boolean;
  /** What the entry sends with it. */
  sends: 'bearer' | 'credentials' | null;
  /** The same with `127.0.0.1`; null where the text may hold a secret. */
  onIpv4: string | null;
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
  /** What an example shows in place of a credential, never replaced. */
  placeholder: boolean;
  /** How this client would take it from a variable; null where it expands nothing. */
  suggested: string | null;
  /** `Accept` only. */
  acceptsJson: boolean;
  acceptsSse: boolean;
  /** `Content-Type` only, without parameters. */
  mediaType: string | null;
  /** What the recorded client does with it on a POST and on a GET; null where it was not recorded. */
  onPost: string | null;
  onGet: string | null;
  /** A line above in the same entry has the same name in another spelling. */
  repeats: boolean;
  /** A token itself, where this client takes the name of a variable. */
  tokenForName: boolean;
}

export interface VariableFacts extends Subject {
  name: string;
  state: 'set' | 'empty' | 'default' | 'unset' | 'input' | 'withheld' | 'unexpanded';
  /** As written. */
  written: string;
  /** How this client would write it; null where it expands nothing. */
  suggested: string | null;
  /** The whole text written so; null where it may hold a secret. */
  mended: string | null;
  /** What this client does with an unset variable, as documented, in words. */
  whenUnset: string;
}

export interface KeyFacts extends Subject {
  key: string;
  known: boolean;
  nearest: string | null;
  /** Where it stood first, `4:5`; null where it stands once. */
  duplicateOf: string | null;
  /** What it is: a field of a server; that which holds its headers, or the servers; one header's name. */
  role: 'field' | 'headers' | 'header' | 'servers';
  /** What kind of value stands under it, in words: `a text`, `a list`. */
  kind: string;
}

export interface ConfigRule extends RuleText {
  subject: 'file' | 'entry' | 'type' | 'url' | 'header' | 'variable' | 'key';
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
  inContainer?: true;
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
  /** The client as people call it. */
  client: string;
  /** Whose file it is was guessed from its keys. */
  guessed: boolean;
  /** The recorded client whose treatment of configured headers was taken, `claude-code@2.1.274`; null: none. */
  profile: string | null;
  servers: { name: string; scope: string | null; transport: Transport | null; skipped: string | null }[];
  findings: ConfigFinding[];
}
