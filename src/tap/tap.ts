import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Route, TappedConnection } from '../model.js';
import type { Gate } from './gate.js';
import { Line } from './line.js';
import type { Tapped } from './tapped.js';

/** Who is told of what passes, as it happens. */
export interface TapListener {
  /** The head of an answer has come, or it is certain that none will. */
  onAnswer(tapped: Tapped): void;
  /** The answer has ended, well or not. */
  onEnd(tapped: Tapped): void;
  onRefused(why: string): void;
}

export interface Tap {
  /** `http://127.0.0.1:4000`: with the target's path behind it, what a client is to be given. */
  origin: string;
  connections: readonly TappedConnection[];
  /** How many requests were not let through. */
  refused: () => number;
  /** Ends what is under way and stops listening. */
  close(): Promise<void>;
}

/**
 * Listens between a client and the server of a URL. What passes is not changed, but for `Host`.
 * @param options.address what to listen on; a name that is not loopback is the user's own choice
 * @throws the system's error if the port cannot be had
 */
export async function startTap(
  target: URL,
  options: { address: string; port: number; route: Route } & TapListener,
): Promise<Tap> {
  const connections: TappedConnection[] = [];
  const lines = new Set<Line>();
  const began = performance.now();
  const now = (): number => Math.round(performance.now() - began);
  let refused = 0;
  let requests = 0;
  const gate: Gate = { own: '', theirs: target.host };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const connection: TappedConnection = { openedMs: now(), closedMs: null, exchanges: [] };
    const number = connections.push(connection);
    const line = new Line(client, {
      number,
      target,
      route: options.route,
      gate,
      now,
      seq() {
        requests += 1;
        return requests;
      },
      isBusy: () => [...lines].some(({ isBusy }) => isBusy),
      onRequest(tapped) {
        connection.exchanges.push(`x${tapped.seq}`);
      },
      onAnswer: options.onAnswer,
      onEnd: options.onEnd,
      onRefused(why) {
        refused += 1;
        options.onRefused(why);
      },
      onClose() {
        connection.closedMs = now();
        lines.delete(line);
      },
    });
    lines.add(line);
  });
  server.listen({ port: options.port, host: options.address });
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  gate.own = `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  return {
    origin: `http://${gate.own}`,
    connections,
    refused: () => refused,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const line of lines) line.close();
      await closed;
    },
  };
}
