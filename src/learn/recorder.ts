import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { replyTo } from '../demo/endpoint.js';
import { page, type Reply, whole, withHeaders } from '../demo/reply.js';
import { askOf, BODY_CAP, bodyOf, droppable, listen, recordOf, send } from '../demo/wire.js';
import { newWorld, type ReceivedRequest, type World } from '../demo/world.js';
import type { Json } from '../model.js';
import { type Behaviour, behaviourOf } from './behaviours.js';
import type { RecordedAnswer, RecordedRequest } from './recorded.js';

export interface Recorder {
  /** `http://127.0.0.1:<port>`; the plain server is at `/mcp`, the others at `/<behaviour>/mcp`. */
  origin: string;
  /** Every request to one of the servers so far, in order of arrival. */
  requests: RecordedRequest[];
  close(): Promise<void>;
}

/** A server to be recorded, and what it remembers. */
interface Served {
  behaviour: Behaviour;
  world: World;
}

const ENDPOINT = /^(?:\/(\w[\w.-]*))?\/mcp$/;
/** Where metadata of an endpoint may stand: its path behind the well-known one, or the other way round. */
const NEAR_ENDPOINT = /(?:\/(\w[\w.-]*))?\/mcp(?:\/|$)/;
/** Where the old transport takes its messages, as its first event says. */
const OLD_MESSAGES = '/messages';
const NOT_YET: RecordedAnswer = { status: 0, body: 'empty', result: false, session: null, version: null };

/**
 * Starts the recording server on 127.0.0.1: many small servers, each at a path of its own, that keep every
 * header line in wire order.
 * @param options.port 0 = any free port
 * @param options.onAnswer called after each answer
 * @throws the system's error if the port cannot be had
 */
export async function startRecorder(options: {
  port: number;
  onAnswer?: (request: RecordedRequest) => void;
}): Promise<Recorder> {
  const requests: RecordedRequest[] = [];
  const worlds = new Map<string, Served>();
  let latest = '';
  const server = createServer();
  server.keepAliveTimeout = 60_000; // a live client may think for a while
  const drop = droppable(server);
  server.on('request', (request, response) => {
    const received = recordOf(request);
    const name = behaviourAt(received.path) ?? latest;
    const served = open(worlds, name);
    const recorded = begin(received, name);
    // What no path of ours asks for (a browser that looks for an icon) is answered and not kept.
    if (served !== null) requests.push(recorded);
    latest = served === null ? latest : name;
    answer(request, response, received, recorded, served).catch(() => response.destroy()); // the client left
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    received: ReceivedRequest,
    recorded: RecordedRequest,
    served: Served | null,
  ): Promise<void> {
    received.body = await bodyOf(request);
    recorded.body = jsonOf(received.body);
    await nextTurn(); // a stream that its client has just closed is seen as closed
    const reply = replyOf(request, received, recorded, served);
    recorded.answer = answerOf(reply);
    if (reply.kind !== 'kill') send(response, reply);
    if (served !== null) options.onAnswer?.(recorded);
  }

  return {
    origin: await listen(server, options.port),
    requests,
    close: async () => {
      const closed = server.listening ? once(server, 'close') : null;
      drop();
      await closed;
    },
  };
}

/** The behaviour that a path names; null where it names none, as `/register` and some metadata. */
function behaviourAt(target: string): string | null {
  const [path = ''] = target.split('?', 1);
  const exact = ENDPOINT.exec(path);
  if (exact !== null) return exact[1] ?? '';
  const near = NEAR_ENDPOINT.exec(path);
  if (near === null) return null;
  const [, name = ''] = near;
  return behaviourOf(name) === null ? '' : name;
}

function open(worlds: Map<string, Served>, name: string): Served | null {
  const known = worlds.get(name);
  if (known !== undefined) return known;
  const behaviour = behaviourOf(name);
  if (behaviour === null) return null;
  const served = { behaviour, world: newWorld(behaviour.persona) };
  worlds.set(name, served);
  return served;
}

function begin({ method, path: target, headers }: ReceivedRequest, behaviour: string): RecordedRequest {
  const [path = ''] = target.split('?', 1);
  return {
    behaviour,
    method,
    path: ENDPOINT.test(path) ? null : path,
    headers: [...headers],
    body: null,
    answer: NOT_YET,
  };
}

function replyOf(
  request: IncomingMessage,
  received: ReceivedRequest,
  { path }: RecordedRequest,
  served: Served | null,
): Reply {
  if (Buffer.byteLength(received.body) > BODY_CAP) return page(413, 'Payload Too Large');
  const messages = served?.behaviour.persona.transport === 'http+sse' && path === OLD_MESSAGES;
  if (served === null || (path !== null && !messages)) return whole(404, 'text/plain', 'Not Found');
  const reply = replyTo(served.world, { ...askOf(request, received), path: path ?? '/mcp' });
  return challenged(reply);
}

/** A 401 without a challenge would not be one (RFC 9110 §11.6.1). */
function challenged(reply: Reply): Reply {
  if (reply.kind !== 'whole' || reply.status !== 401) return reply;
  return withHeaders(reply, [['WWW-Authenticate', 'Bearer']]);
}

function answerOf(reply: Reply): RecordedAnswer {
  if (reply.kind === 'stream') return { ...NOT_YET, status: 200, body: 'text' };
  if (reply.kind !== 'whole') return NOT_YET;
  const header = (name: string) => reply.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
  const message = jsonOf(reply.body);
  const result = fieldOf(message, 'result');
  const version = fieldOf(result, 'protocolVersion');
  return {
    status: reply.status,
    body: kindOf(reply.body, message),
    result: result !== null,
    session: header('mcp-session-id'),
    version: typeof version === 'string' ? version : null,
  };
}

function kindOf(body: string, message: Json): RecordedAnswer['body'] {
  if (body === '') return 'empty';
  if (fieldOf(message, 'jsonrpc') !== null) return 'json-rpc';
  if (message !== null) return 'json';
  return body.startsWith('<!DOCTYPE html>') ? 'html' : 'text';
}

function fieldOf(value: Json, key: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return value[key] ?? null;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
