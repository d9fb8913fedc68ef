import type { Socket } from 'node:net';
import { buildConnector, type Connect } from './undici.js';

/**
 * Opens the connections of an agent. A destroyed agent leaves alone what is still connecting, and a port
 * that takes a connection and never completes it would keep the process alive: `abandon` ends those.
 */
export function createConnections(): { connect: Connect; abandon(): void } {
  const open = buildConnector({ timeout: 0 });
  const opening = new Set<Socket>();
  return {
    connect(options, callback) {
      const socket = open(options, (...result) => {
        opening.delete(socket);
        callback(...result);
      });
      opening.add(socket);
      return socket;
    },
    abandon() {
      for (const socket of opening) socket.destroy();
      opening.clear();
    },
  };
}
