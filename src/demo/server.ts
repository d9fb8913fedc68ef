import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import { withoutTokens } from '../secrets/mask.js';
import { shownAddress } from '../secrets/shownUrl.js';
import { replyTo } from './endpoint.js';
import type { Persona } from './persona.js';
import { page, type Reply } from './reply.js';
import { askOf, BODY_CAP, bodyOf, droppable, listen, recordOf, send } from './wire.js';
import { newWorld, type ReceivedRequest } from './world.js';

export type { ReceivedRequest };

export interface RunningServer {
  /** The MCP endpoint. */
  url: string;
  /** Every request so far, in order of arrival, whatever became of it. */
  received: ReceivedRequest[];
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

/**
 * Starts a persona on 127.0.0.1.
 * @param options.port 0 or absent = any free port
 * @param options.log gets one line per answer
 * @throws the system's error if the port cannot be had
 */
export async function startServer(
  persona: Persona,
  options: { port?: number; log?: (line: string) => void } = {},
): Promise<RunningServer> {
  const received: ReceivedRequest[] = [];
  const closing = new AbortController();
  const server = createServer();
  server.keepAliveTimeout = 60_000; // else an idle client meets the close in the middle of its next request
  const drop = droppable(server);
  const stop = () => {
    closing.abort();
    drop();
  };
  const world = newWorld(persona);
  /** How many requests came in on a connection. */
  const served = new WeakMap<Socket, number>();
  server.on('request', (request, response) => {
    const record = recordOf(request);
    received.push(record);
    handle(request, response, record).catch(() => response.destroy()); // the client left, or we close
  });

  async function handle(request: IncomingMessage, response: ServerResponse, record: ReceivedRequest) {
    const nth = (served.get(request.socket) ?? 0) + 1;
    served.set(request.socket, nth);
    record.body = await bodyOf(request);
    if (nth > (persona.answersPerConnection ?? Number.POSITIVE_INFINITY)) {
      request.socket.resetAndDestroy();
      return;
    }
    await nextTurn(); // a stream that its client has just closed is seen as closed
    const large = Buffer.byteLength(record.body) > BODY_CAP;
    const ask = askOf(request, record);
    const id = ask.body.kind === 'single' ? JSON.stringify(ask.body.message.id) : '';
    if (persona.harm.sharedTransport) world.latest.set(id, ask);
    const reply = large ? page(413, 'Payload Too Large') : replyTo(world, ask);
    if (persona.delayMs > 0) await after(persona.delayMs, undefined, { signal: closing.signal });
    options.log?.(lineOf(record, request, reply));
    const taken = persona.harm.sharedTransport && world.latest.get(id) !== ask;
    if (reply.kind === 'kill') stop();
    else if (taken) send(response, { kind: 'hang' });
    else send(response, reply);
  }

  world.origin = await listen(server, options.port ?? 0);
  return {
    url: `${world.origin}/mcp`,
    received,
    close: async () => {
      const closed = server.listening ? once(server, 'close') : null;
      stop();
      await closed;
    },
  };
}

/** No token that a client sends along is in it. */
function lineOf(record: ReceivedRequest, request: IncomingMessage, reply: Reply): string {
  const outcome = reply.kind === 'whole' ? String(reply.status) : reply.kind;
  const accept = request.headers.accept;
  return `${record.method} ${shownAddress(record.path)} ${outcome} (Accept: ${accept === undefined ? 'none' : JSON.stringify(withoutTokens(accept))})`;
}
