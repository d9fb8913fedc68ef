import type { Format, Transport } from './format.js';
import type { HeaderLine, Json } from './words.js';

/** Where something stands in a file: 1-based line and column, and its offsets in the text. */
export interface Place {
  line: number;
  column: number;
  offset: number;
  length: number;
}

/** Something in a file for which its client drops all of it. */
export interface Refusal {
  kind: 'comment' | 'trailing-comma' | 'mixed' | 'not-boolean' | 'key' | 'place';
  place: Place;
  /** The keys that lead to it; empty for what stands between values, and for the file itself. */
  path: string[];
}

/** One value of a file as a tree, the same for JSON, TOML and YAML. */
export interface ConfigNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Scalars only. */
  value: string | number | boolean | null;
  place: Place;
  items: ConfigNode[];
  properties: ConfigProperty[];
}

export interface ConfigProperty {
  key: string;
  keyPlace: Place;
  value: ConfigNode;
}

/** A configuration file, read as its client reads it. */
export interface ConfigFile {
  /** As given. */
  path: string;
  /** As it may be shown: a token in the name of a folder or a file is hidden. */
  shownPath: string;
  text: string;
  format: Format;
  /** Neither its path nor the user says whose it is: its keys look like this client's, and others write them too. */
  guessed: boolean;
  root: ConfigNode;
  entries: ConfigEntry[];
  /** Keys that stand twice in one object; the client takes the last. */
  duplicates: { path: string[]; place: Place; first: Place }[];
  /** Why its client drops the whole file, in the order of the file; empty: it reads it. */
  refusals: Refusal[];
}

export interface ConfigEntry {
  name: string;
  /** The project of a user-wide file (`~/.claude.json`), or null. */
  scope: string | null;
  /** The keys that lead to it. */
  path: string[];
  place: Place;
  node: ConfigNode;
  transport: Transport | null;
  /** `type` as written. */
  declared: { text: string; place: Place } | null;
  url: ConfigText | null;
  headers: ConfigHeader[];
  /** The program that it starts to reach the server in the client's place; null: the client does it itself. */
  bridge: Bridge | null;
  /** Why it is not probed (a stdio server, switched off), or null. */
  skipped: string | null;
}

/** A program that speaks stdio to the client and HTTP to the server: its URL and headers stand in its arguments. */
export interface Bridge {
  /** A client in `rules/clients/`: `mcp-remote`. */
  client: string;
  /** As pinned; null: the newest. */
  version: string | null;
}

export interface ConfigHeader {
  name: string;
  namePlace: Place;
  /** The keys that lead to it, for an edit. */
  path: string[];
  text: ConfigText;
}

/** A text of the file and what the client makes of it. */
export interface ConfigText {
  /** As written, quotes and escapes of the file's syntax undone. */
  raw: string;
  place: Place;
  /** After expansion; null where a variable is missing. */
  expanded: string | null;
  variables: Variable[];
  /** What looks like a variable and is none for this client (another's syntax, one inside another); as written. */
  unexpanded: string[];
}

export interface Variable {
  /** `file:` and a path for the text of a file. */
  name: string;
  place: Place;
  /** `input`: only the client knows it; `withheld`: the client sends nothing in its place. */
  state: 'set' | 'empty' | 'default' | 'unset' | 'input' | 'withheld';
  /** What stands in its place, never to be shown; null where that is not known. */
  value: string | null;
}

/** A replacement of a part of a text; an edit names one thing and changes nothing else. */
export interface TextEdit {
  offset: number;
  length: number;
  content: string;
}

/** A change of one value, in the words of the file: remove it, or set it. */
export interface ConfigEdit {
  path: string[];
  /** Undefined removes the key. */
  value: Json | undefined;
}

/** What goes out for an entry, beside what the client sends by itself. */
export interface ConfiguredRequest {
  url: string;
  headers: HeaderLine[];
}
