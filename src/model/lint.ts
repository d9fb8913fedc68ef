import type { Merging } from './client.js';
import type { Place, Refusal } from './config.js';
import type { Transport } from './format.js';

/** Everything that a rule of `rules/config/` may ask for; secrets are not in it. */
export interface ConfigObservation {
  file: FileFacts;
  entries: EntryFacts[];
  types: TypeFacts[];
  urls: UrlFacts[];
  headers: HeaderFacts[];
  variables: VariableFacts[];
  keys: KeyFacts[];
  refusals: RefusalFacts[];
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
  /** Something stands there, be it without a server. */
  serversThere: boolean;
  /** The file that this client reads instead of one at this place; null: it reads this one. */
  moveTo: string | null;
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
  /** The program that reaches the server in the client's place, `mcp-remote`; null: the client does it itself. */
  bridge: string | null;
  hasCommand: boolean;
  /** The client uses a server of this name. */
  nameAllowed: boolean;
  /** The client takes an entry without `type` for something else. */
  needsType: boolean;
  /** What it does with such an entry: `takes it for a program to start`, `refuses the entry`. */
  withoutType: string;
  /** Where an entry of the same name stood before, `4:5`; null where it is the first. */
  sameNameAt: string | null;
  /** An entry before it that sends the same to the same URL by the same transport, both fully understood. */
  sameAs: string | null;
  skipped: string | null;
  /** Nothing stands in it but a switch, for a server of another file, as this client allows. */
  switchAlone: boolean;
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
  /** `Authorization` only, with every variable known: how often its scheme stands there. */
  scheme: 'once' | 'missing' | 'doubled' | null;
  /** The text with the scheme once; null where a secret stands in it, or a variable spells the scheme. */
  mended: string | null;
  /** `Accept` only. */
  acceptsJson: boolean;
  acceptsSse: boolean;
  /** `Content-Type` only, without parameters. */
  mediaType: string | null;
  /** `Content-Length` and `Transfer-Encoding` only: what comes of it with this client. */
  framing: 'harmless' | 'breaks' | 'unknown' | null;
  /** What the recorded client does with it on a POST and on a GET; null where it was not recorded. */
  onPost: Merging | null;
  onGet: Merging | null;
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
  /** What a line break in its value comes to, in words; null where it holds none, or the client cuts it off. */
  lineBreak: string | null;
}

export interface KeyFacts extends Subject {
  key: string;
  known: boolean;
  nearest: string | null;
  /** Other clients would switch the entry off by it, and this one does not know it. */
  switches: boolean;
  /** The names of credentials among the variables of a program, joined with `, `; empty: none. */
  secrets: string;
  /** The client refuses the whole file for it. */
  refused: boolean;
  /** Where it stood first, `4:5`; null where it stands once. */
  duplicateOf: string | null;
  /** What it is: a field of a server; that which holds its headers, or the servers; one header's name. */
  role: 'field' | 'headers' | 'header' | 'servers';
  /** What kind of value stands under it, in words: `a text`, `a list`. */
  kind: string;
  /** What holds the servers for this client, where this is something else: `a list`; null: it is right. */
  wanted: string | null;
}

/** Something for which the client drops the whole file. */
export interface RefusalFacts extends Subject {
  kind: Refusal['kind'];
  /** The key that is at fault; empty for what stands between values. */
  key: string;
  /** The truth value that was probably meant; null: none. */
  meant: boolean | null;
}
