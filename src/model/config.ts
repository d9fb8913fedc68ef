import type { HeaderLine, Json } from './words.js';

/** Where something stands in a file: 1-based line and column, and its offsets in the text. */
export interface Place {
  line: number;
  column: number;
  offset: number;
  length: number;
}

/** How one client's configuration is written: `rules/formats/<id>.json`. */
export interface Format {
  id: string;
  /** The client as people call it: `Claude Code`. */
  title: string;
  /** The client in `rules/clients/` whose newest profile reads this; null where none was recorded. */
  client: string | null;
  /** File names and path endings, most telling first: `.vscode/mcp.json`, `.mcp.json`. */
  paths: string[];
  /** Path endings at which people put their servers and this client does not look, with the file that it reads. */
  unread: { path: string; move: string }[];
  /** Keys that tell this format where the path does not, `*` being any; the longest that is there wins. */
  marks: string[][];
  /** Where a project keeps it, relative to its folder; null where the file is the user's alone. */
  projectFile: string | null;
  /** `commented`: JSON with comments, but without trailing commas; `jsonc` has both. */
  syntax: 'json' | 'commented' | 'jsonc' | 'toml';
  /** The client reads a file that begins with a byte order mark. */
  bom: boolean;
  /** `fix` may write it. */
  editable: boolean;
  /** Where the servers stand; `*` is any key: `["projects", "*", "mcpServers"]`. */
  servers: string[][];
  keys: {
    /** Keys that may hold the address, with the transport that each one means; null: `type` says it. */
    url: { key: string; transport: Transport | null }[];
    headers: string[];
    /** Headers that are null are taken for none. */
    nullHeaders: boolean;
    /** Headers whose value is the name of a variable (Codex `env_http_headers`). */
    envHeaders: string[];
    /** A key with the name of the variable that holds a bearer token (Codex). */
    bearerEnv: string | null;
    type: TypeKey | null;
    /** How an entry that starts a program is written: the list of `command` holds the arguments too, or `args`. */
    program: { commandIsList: boolean; env: string };
    /** Keys that switch an entry off, each with the value that does. */
    off: { key: string; value: boolean }[];
    /** An entry may hold nothing but its switch, for a server of another file. */
    switchAlone: boolean;
    /** Every key that an entry may have. */
    known: string[];
    /** Keys of other clients that this one has not: no slips of its own. Not in the file, but put together of all. */
    ofOthers: string[];
  };
  /** What the name of a server must match to be used; null: anything will do. */
  names: string | null;
  /** What makes the client refuse the whole file, beside its syntax; null: nothing that is known. */
  refuses: Refuses | null;
  /** Remote servers cannot be written in this file at all: a bridge is needed. */
  remote: boolean;
  expansion: {
    /**
     * `braces` ${VAR}, `defaults` ${VAR:-x}, `dollar` $VAR, `env` ${env:VAR}, `file` ${file:/path},
     * `input` ${input:id}, `own` ${workspaceFolder} and the like, `curly` {env:VAR} and {file:path}.
     */
    syntaxes: ('braces' | 'defaults' | 'dollar' | 'env' | 'file' | 'input' | 'own' | 'curly')[];
    /** How a reference to a variable is written: `${NAME}`; null where there is no expansion. */
    write: string | null;
    /** What the client does with an unset variable, as documented. */
    unset: 'error' | 'empty' | 'literal' | 'unknown';
    /**
     * Whether a header, once expanded, is expanded again: `same` by the same rules, `shell` also `$VAR`, and what
     * is unset is empty.
     */
    again: 'same' | 'shell' | null;
    /** Variables of its own that the client never sends to a server: they read as empty. */
    withheld: string[];
  };
  /**
   * The client's own command that adds a server, with {name}, {url} and {headers}, or with {json}, the entry and its
   * name; null where it has none. `header` is how it takes one header, empty where it takes none.
   */
  command: { add: string; header: string } | null;
  /** How the client picks up a change. */
  pickUp: string;
  /** What the user does once before it uses a server of a project's file; null: nothing that is known. */
  firstUse: string | null;
  /** Documentation that this file was written from. */
  sources: string[];
  /** The versions that were driven to see what the documentation does not say, and how; null: none. */
  measured: string | null;
}

/** For what a client drops the whole file, with every server in it. */
export interface Refuses {
  /** Keys of an entry whose value must be `true` or `false`. */
  booleans: string[];
  /** Keys of an entry that must not be there. */
  keys: string[];
  /** Keys that must not stand beside an address, or beside a command. */
  withUrl: string[];
  withCommand: string[];
}

/** Something in a file for which its client drops all of it. */
export interface Refusal {
  kind: 'comment' | 'trailing-comma' | 'mixed' | 'not-boolean' | 'key' | 'place';
  place: Place;
  /** The keys that lead to it; empty for what stands between values, and for the file itself. */
  path: string[];
}

/** The key that names the transport. */
export interface TypeKey {
  key: string;
  /** Its words; null: the client knows the word, but it is no transport that is reached by HTTP or started. */
  values: Record<string, Transport | null>;
  /** The client takes an entry without it for `assumed`, whether there is an address or not. */
  needed: boolean;
  /** What it is where the key is missing; null: the client refuses the entry. */
  assumed: Transport | null;
  /** What an entry with an address is where the client does not know the word; null: it refuses the entry. */
  unknown: Transport | null;
}

export type Transport = 'http' | 'sse' | 'stdio';

/** One value of a file as a tree, the same for JSON and TOML. */
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
