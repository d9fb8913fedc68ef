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
  syntax: 'json' | 'commented' | 'jsonc' | 'toml' | 'yaml';
  /** The client reads a file that begins with a byte order mark. */
  bom: boolean;
  /** `fix` may write it. */
  editable: boolean;
  /** Where the servers stand; `*` is any key: `["projects", "*", "mcpServers"]`. */
  servers: string[][];
  /** They stand in a list, each with its name under this key (Continue); null: in an object, by their names. */
  nameKey: string | null;
  /** What a new YAML file must hold beside its servers (`version: 1.2.1`); null: nothing. */
  head: Record<string, string> | null;
  keys: {
    /** Keys that may hold the address, with the transport that each one means; null: `type` says it. */
    url: { key: string; transport: Transport | null }[];
    /** Keys that hold headers; a dot leads inside (`requestOptions.headers`). */
    headers: string[];
    /** Headers that are null are taken for none. */
    nullHeaders: boolean;
    /** Headers whose value is the name of a variable (Codex `env_http_headers`). */
    envHeaders: string[];
    /** A key with the name of the variable that holds a bearer token (Codex). */
    bearerEnv: string | null;
    /** A key with the bearer token itself, or a reference to it (Continue's `apiKey`). */
    bearer: string | null;
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
     * `input` ${input:id}, `own` ${workspaceFolder} and the like, `curly` {env:VAR} and {file:path}, `command`
     * $(command), which is never run here, `secrets` ${{ secrets.VAR }}, `fields` {{FIELD}} of the client's
     * user, `untold` ${VAR} of which no documentation tells what becomes of it.
     */
    syntaxes: ExpansionSyntax[];
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

export type ExpansionSyntax =
  | 'braces'
  | 'defaults'
  | 'dollar'
  | 'env'
  | 'file'
  | 'input'
  | 'own'
  | 'curly'
  | 'command'
  | 'secrets'
  | 'fields'
  | 'untold';

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
