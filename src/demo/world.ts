import { Limiter } from './limits.js';
import type { Persona, User } from './persona.js';
import type { HeaderLine } from './reply.js';
import type { ParsedBody } from './rpc.js';
import { Sessions } from './sessions.js';

/** One running server: its persona and everything that it remembers between requests. */
export interface World {
  persona: Persona;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  sessions: Sessions;
  limiter: Limiter | null;
  /** A refused hello has disabled `initialize` (harm.refusedHelloDisables). */
  disabled: boolean;
  /** A GET has been seen and the next `initialize` will be refused (harm.getRefusesNextHello). */
  refusesHello: boolean;
  /** The last request of each JSON-RPC id, where one transport serves all (harm.sharedTransport). */
  latest: Map<string, Ask>;
  /** Who asked first, by method and id (auth.second). */
  askedBy: Map<string, { user: User; at: number }>;
  /** A DELETE has been seen and the next POST will fail (session.deleteUpsetsNextPost). */
  upset: boolean;
  /** How many requests or hellos have come (failing.counts). */
  counted: number;
  /** GET streams open now. */
  openStreams: number;
  /** Streams of the old HTTP+SSE transport, by the session in their `endpoint` event. */
  oldStreams: Map<string, (text: string) => void>;
}

/** One request as the handlers see it. */
export interface Ask {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** The value of a field, its lines joined with a comma; null = no such line. */
  header(name: string): string | null;
  body: ParsedBody;
}

/** One request exactly as it arrived. */
export interface ReceivedRequest {
  method: string;
  /** With the query. */
  path: string;
  /** Lines in wire order, names in the case that was sent, duplicates kept. */
  headers: HeaderLine[];
  body: string;
}

/** A server that has not been asked anything yet; its origin is filled in when it listens. */
export function newWorld(persona: Persona): World {
  return {
    persona,
    origin: '',
    sessions: new Sessions(persona),
    limiter: persona.rateLimit === null ? null : new Limiter(persona.rateLimit),
    disabled: false,
    refusesHello: false,
    latest: new Map(),
    askedBy: new Map(),
    upset: false,
    counted: 0,
    openStreams: 0,
    oldStreams: new Map(),
  };
}
