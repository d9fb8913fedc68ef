import { randomUUID } from 'node:crypto';
import { accepts } from './accept.js';
import { checkVersionHeader, inSession, legacyOutcome, lookUp } from './legacy.js';
import { notAllowed, page, type Reply, raw, refused, sseHeaders, whole } from './reply.js';
import type { Ask, World } from './world.js';

/** GET on the endpoint. */
export function getReply(world: World, ask: Ask): Reply {
  const { persona } = world;
  if (typeof persona.get === 'object') return raw(persona.get);
  switch (persona.get) {
    case 405:
      return notAllowed(persona);
    case 404:
      return page(404, 'Cannot GET /mcp');
    case 'html':
      return page(200, 'This is an MCP server.');
    case 'hang':
      return { kind: 'hang' };
    case 'stream':
      return accepts(ask.header('accept'), 'sse') ? openStream(world, ask) : streamOnly(world);
    case 'stream-strict':
      return ask.header('accept')?.includes('text/event-stream') ? openStream(world, ask) : streamOnly(world);
  }
}

/** The transport of 2024-11-05: GET opens a stream whose first event names the URL to POST to. */
export function oldTransport(world: World, ask: Ask): Reply {
  if (ask.path === '/messages' && ask.method === 'POST') return oldMessage(world, ask);
  if (ask.path !== '/mcp') return page(404, `Cannot ${ask.method} ${ask.path}`);
  if (ask.method !== 'GET') {
    if (ask.method === 'POST' && world.persona.oldPost !== null) return raw(world.persona.oldPost);
    return refused(world.persona, 405, { code: -32000, message: 'Method not allowed.' }, null, [
      ['Allow', 'GET'],
    ]);
  }
  const id = randomUUID();
  return {
    kind: 'stream',
    headers: sseHeaders(world.persona),
    first: firstEvent(world, id),
    changed: (send) => {
      if (send === null) world.oldStreams.delete(id);
      else world.oldStreams.set(id, send);
    },
  };
}

function firstEvent({ persona }: World, id: string): string {
  if (persona.oldEndpoint === 'none') return ': no endpoint\n\n';
  const origin = persona.oldEndpoint === 'elsewhere' ? 'http://mcp-accept.invalid' : '';
  return `event: endpoint\ndata: ${origin}/messages?sessionId=${id}\n\n`;
}

function oldMessage(world: World, ask: Ask): Reply {
  const { oldEndpoint } = world.persona;
  if (typeof oldEndpoint === 'object') return raw(oldEndpoint);
  if (oldEndpoint === 'lost') return { kind: 'kill' };
  const send = world.oldStreams.get(ask.query.get('sessionId') ?? '');
  if (send === undefined) return whole(404, 'text/plain', 'Session not found');
  if (ask.body.kind !== 'single') return whole(400, 'text/plain', 'Invalid message');
  const answer = legacyOutcome(world.persona, ask.body.message);
  if (answer !== null) {
    const object = { jsonrpc: '2.0', id: answer.message.id, ...answer.outcome };
    send(`event: message\ndata: ${JSON.stringify(object)}\n\n`);
  }
  return whole(202, 'text/plain', 'Accepted');
}

function openStream(world: World, ask: Ask): Reply {
  const { persona } = world;
  const lookup = lookUp(world, ask);
  if (lookup.kind === 'reply') return lookup.reply;
  const refusal = checkVersionHeader(persona, ask);
  if (refusal !== null) return refusal;
  if (persona.harm.secondGetKills && world.openStreams > 0) return { kind: 'kill' };
  const session = lookup.kind === 'found' ? lookup.session : null;
  if (session?.streaming) {
    const message = 'Conflict: Only one SSE stream is allowed per session';
    return refused(persona, 409, { code: -32000, message });
  }
  const stream: Reply = {
    kind: 'stream',
    headers: sseHeaders(persona),
    first: '',
    changed: (send) => {
      world.openStreams += send === null ? -1 : 1;
      if (session !== null) session.streaming = send !== null;
    },
  };
  return inSession(stream, session);
}

function streamOnly(world: World): Reply {
  const message = 'Not Acceptable: Client must accept text/event-stream';
  return refused(world.persona, 406, { code: -32000, message });
}
