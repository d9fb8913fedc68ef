import { randomUUID } from 'node:crypto';
import type { Persona, User } from './persona.js';
import { type Reply, refused } from './reply.js';

export interface Session {
  id: string;
  /** `broken`: destroyed by a refusal; `left`: a later client took the server over. */
  state: 'open' | 'broken' | 'left' | 'ended';
  /** Whether its GET stream is open. */
  streaming: boolean;
  /** Who opened it. */
  user: User;
}

/** What a session ID leads to: its session, no session needed, or a reply that ends the matter. */
export type Lookup = { kind: 'found'; session: Session } | { kind: 'none' } | { kind: 'reply'; reply: Reply };

/** The sessions that one server issued, from `initialize` to DELETE and after. */
export class Sessions {
  readonly #persona: Persona;
  readonly #issued = new Map<string, Session>();

  constructor(persona: Persona) {
    this.#persona = persona;
  }

  /** Issues a session; null if the only one has been issued already (session.oneInAll). */
  open(user: User = 'first'): Session | null {
    const { oneInAll, ids, secondClientHangsFirst } = this.#persona.session;
    if (oneInAll && this.#issued.size > 0) return null;
    if (secondClientHangsFirst) this.#leaveAll();
    const id = ids === 'visible-ascii' ? randomUUID() : `s\u00e9ance ${randomUUID()}`;
    const session: Session = { id, state: 'open', streaming: false, user };
    this.#issued.set(id, session);
    return session;
  }

  /** Looks up the ID of a request; null = the request carries none. */
  look(id: string | null): Lookup {
    const { absent, unknown, forgotten } = this.#persona.session;
    if (id === null) return this.#missing(absent, 'Bad Request: Mcp-Session-Id header is required');
    const session = this.#issued.get(id);
    if (session === undefined || forgotten) return this.#missing(unknown, 'Session not found');
    switch (session.state) {
      case 'open':
        return { kind: 'found', session };
      case 'broken':
        return this.#missing(400, 'Bad Request: Server not initialized');
      case 'left':
        return { kind: 'reply', reply: { kind: 'hang' } };
      case 'ended':
        return this.#afterDelete();
    }
  }

  isKnown(id: string | null): boolean {
    return id !== null && this.#issued.get(id)?.state === 'open';
  }

  /** A request of this session was refused for its `Accept` (session.refusalEndsSession). */
  refusedIn(id: string | null): void {
    const session = id === null ? undefined : this.#issued.get(id);
    if (session !== undefined && this.#persona.session.refusalEndsSession) session.state = 'broken';
  }

  end(session: Session): void {
    session.state = 'ended';
  }

  #leaveAll(): void {
    for (const session of this.#issued.values()) {
      if (session.state === 'open') session.state = 'left';
    }
  }

  #afterDelete(): Lookup {
    const { afterDelete } = this.#persona.session;
    if (afterDelete === 'hang') return { kind: 'reply', reply: { kind: 'hang' } };
    return this.#missing(afterDelete, 'Session not found');
  }

  #missing(status: 200 | 400 | 401 | 404, message: string): Lookup {
    if (status === 200) return { kind: 'none' };
    const code = status === 404 ? -32001 : -32000;
    return { kind: 'reply', reply: refused(this.#persona, status, { code, message }) };
  }
}
