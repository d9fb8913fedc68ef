import type { Route } from '../model.js';
import { createConnections } from './connections.js';
import type { Seen } from './seen.js';
import { AgentClass } from './undici.js';
import { HEADER_CAP } from './wire.js';

type Agent = InstanceType<typeof AgentClass>;

/** The kept-alive connections of a sender, in pools that share none. */
export interface Pools {
  /** Of one name, always the same; null: the one whose connections carry one request each. */
  agent(name: string | null): Agent;
  /** What was seen of the connections so far. */
  seen: Seen;
  /** Drops every connection, those that are still being opened too. */
  close(): Promise<void>;
}

/** Longer than the pause, so that the other side is the one to end a connection. */
const BEYOND_MS = 1000;

/**
 * @param width at most so many connections in each
 * @param idleMs how long connections lie idle on purpose
 */
export function createPools(width: number, idleMs: number, route: Route): Pools {
  const connections = createConnections(route);
  const agents = new Map<string | null, Agent>();
  return {
    seen: connections.seen,
    agent(name) {
      const known = agents.get(name);
      if (known !== undefined) return known;
      const agent = new AgentClass({
        connections: width,
        // 0 is `Connection: close` on every request.
        pipelining: name === null ? 0 : 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        maxHeaderSize: HEADER_CAP,
        keepAliveTimeout: idleMs + BEYOND_MS,
        connect: connections.connect,
      });
      agents.set(name, agent);
      return agent;
    },
    async close() {
      connections.abandon();
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}
