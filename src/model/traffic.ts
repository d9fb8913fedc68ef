import type { Era } from './words.js';

/** What a recording of a tap has beside its flows: it holds what a real client and the server said to each other. */
export interface Traffic {
  /** The address that the client was given. */
  listen: string;
  connections: TappedConnection[];
  /** How many requests were not let through. */
  refused: number;
  /** Exchanges that passed after so many that no more are kept; absent in recordings that do not say. */
  unkept?: number;
  /** When the tap ended, in milliseconds since it began. */
  endedMs: number;
}

export interface TappedConnection {
  openedMs: number;
  /** Null: it was open when the tap ended. */
  closedMs: number | null;
  /** What went out on it, by exchange id. */
  exchanges: string[];
}

/** Everything that can be derived about the client's side. */
export interface TrafficObservation {
  conversations: ObservedConversation[];
  messages: ObservedMessage[];
}

/** From a client's first request to its last: what it says to one server in one session. */
export interface ObservedConversation {
  /** `c1`, `c2`. */
  id: string;
  /** As it calls itself: `claude-code 2.1.300`; else its `User-Agent`; else `a client without a name`. */
  client: string;
  era: Era;
  /** By exchange id, in the order of sending. */
  exchanges: string[];
  /** How many other conversations passed the same tap. */
  others: number;
  /** What it said, told apart and counted: `initialize, tools/list, tools/call x12`. */
  said: string;
  /** What came first. */
  opening: 'hello' | 'get' | 'other';
  gets: number;
  posts: number;
  /** A GET was answered by a stream of the old HTTP+SSE transport. */
  oldTransport: boolean;
  /** A hello was answered well. */
  greeted: boolean;
  /** `notifications/initialized` was sent. */
  notified: boolean;
  /** Requests after the hello, beside the notification. */
  further: number;
  /** The protocol version that the server chose, or null. */
  negotiated: string | null;
  /** The server gave out a session. */
  stateful: boolean;
  /** `ended`: by its DELETE; `left`: the client closed its connections without one; `open`: it had not left when the tap ended. */
  session: 'none' | 'ended' | 'left' | 'open';
  /** POSTs in a session after the client had ended it, or the server had said 404 to it. */
  afterEnd: number;
  /** The worst repetition: so many times the same message, and what each was answered. */
  repeated: { message: string; times: number; status: number | null; withinMs: number };
  /** How many answers named a time to wait. */
  limits: number;
  /** By so many milliseconds the client came back sooner, at worst; 0: it did not. */
  hurried: number;
  /** It sent a list, a ping or the like and got its answer. */
  works: boolean;
}

/** One request of a client to the endpoint. */
export interface ObservedMessage {
  /** The exchange's id. */
  id: string;
  conversation: string;
  client: string;
  era: Era;
  method: string;
  /** The JSON-RPC method; `a response`, `a batch`; for others the HTTP method. */
  message: string;
  isHello: boolean;
  /** After the conversation's hello was answered well. */
  afterHello: boolean;
  /** As sent, lines joined; null where there is none. */
  accept: string | null;
  /** Both types are listed by name. */
  acceptsBoth: boolean;
  /** `text/event-stream` is listed by name. */
  acceptsStream: boolean;
  contentType: string | null;
  /** Several JSON-RPC messages in one. */
  batch: boolean;
  /** The values of `MCP-Protocol-Version`, lines and lists together. */
  versions: string[];
  version: string | null;
  /** What the conversation had negotiated before; null: nothing yet. */
  negotiated: string | null;
  /** That has to be repeated in every request (2025-06-18 on). */
  versionDue: boolean;
  /** One value, and the negotiated one; true where none is due. */
  versionFits: boolean;
  /** `own`: of this conversation; `ended`: after a DELETE, or a 404 to it; `foreign`: this server never gave it out while the tap listened. */
  session: 'none' | 'own' | 'ended' | 'foreign';
  /** The server gave one out to this conversation before. */
  sessionDue: boolean;
  /** `Mcp-Method` as sent, and whether it is the method of the message, which has to be so in every POST of 2026-07-28. */
  methodHeader: string | null;
  methodHeaderFits: boolean;
  credentials: boolean;
  /** They go over plain HTTP to another machine. */
  exposed: boolean;
  status: number | null;
  /** 4xx, but for a limit or missing credentials. */
  refused: boolean;
}

/** What a report says of the client's side. */
export interface TrafficReport {
  listen: string;
  exchanges: number;
  connections: number;
  refused: number;
  conversations: ObservedConversation[];
  /** Where a tap cannot stand in between, and what it no longer kept, as far as that was met. */
  limits: string[];
}

/** What a diagnosis may rest on of a tap. */
export interface TrafficFacts {
  /** Who came, by name, joined. */
  clients: string;
  exchanges: number;
  posts: number;
  /** A hello of some client was seen, answered or not. */
  hello: boolean;
  /** Some client listed, asked or called something, and got its answer. */
  works: boolean;
  /** Only the old HTTP+SSE transport was spoken. */
  oldTransport: boolean;
  /** The first request that was refused for what its client did, of a client that came to nothing. */
  fault: { client: string; message: string; step: string; status: number } | null;
  /** The first request of a client that did nothing wrong, after its hello, that failed all the same. */
  failed: { client: string; message: string; what: string } | null;
}
