import { capabilities, methodNotFound, serverInfo, sharedMethod } from './methods.js';
import type { MessageType, Persona } from './persona.js';
import {
  type Answered,
  answered,
  type HeaderLine,
  notAcceptable,
  type Reply,
  raw,
  rawTo,
  refused,
  withHeaders,
} from './reply.js';
import type { Outcome, RpcMessage } from './rpc.js';
import type { Session } from './sessions.js';
import { isOfAnother, ownList, userOf } from './users.js';
import type { Ask, World } from './world.js';

const known = ['initialize', 'ping', 'tools/list', 'tools/call'];

/** A POST of the revisions that begin with `initialize`, after everything that stands in front let it pass. */
export function legacyPost(world: World, ask: Ask, as: MessageType): Reply {
  const { persona } = world;
  const messages = messagesOf(ask);
  const [first] = messages;
  if (first === undefined) return refused(persona, 400, { code: -32700, message: 'Parse error' });
  if (persona.harm.hangsOnUnknownMethod && messages.some(isUnknown)) return { kind: 'hang' };
  const { discover, harm } = persona;
  if (first.method === 'server/discover' && harm.discoverDisables) {
    world.disabled = true;
    return refused(persona, 500, { code: -32603, message: 'Internal server error' }, first.id);
  }
  if (first.method === 'server/discover' && discover !== null) {
    if (typeof discover === 'string') return { kind: discover };
    return rawTo(first, discover);
  }
  const batch = ask.body.kind === 'batch';
  if (messages.some(({ method }) => method === 'initialize')) {
    if (!batch) return initialize(world, ask, first, as);
    return refused(persona, 400, { code: -32600, message: 'Invalid Request: initialize must stand alone' });
  }
  const lookup = lookUp(world, ask);
  if (lookup.kind === 'reply') return lookup.reply;
  const session = lookup.kind === 'found' ? lookup.session : null;
  const refusal = checkVersionHeader(persona, ask);
  if (refusal !== null) return refusal;
  const requests = messages.filter(({ kind }) => kind === 'request');
  const { notification } = persona;
  if (requests.length === 0) return notification === 'hang' ? { kind: notification } : raw(notification);
  const all = requests.map((message) => ({
    message,
    outcome: ownList(world, ask, message, session) ?? sharedMethod(message) ?? methodNotFound,
  }));
  return inSession(answered(persona, all, batch, as), session);
}

/** The answer to one message outside any HTTP exchange, for the old transport; null for a notification. */
export function legacyOutcome(persona: Persona, message: RpcMessage): Answered | null {
  if (message.kind !== 'request') return null;
  const outcome = message.method === 'initialize' ? hello(persona, message) : sharedMethod(message);
  return { message, outcome: outcome ?? methodNotFound };
}

/** The session of a request, where the server has sessions. */
export function lookUp(world: World, ask: Ask): ReturnType<World['sessions']['look']> {
  if (!world.persona.stateful) return { kind: 'none' };
  const lookup = world.sessions.look(ask.header('mcp-session-id'));
  if (lookup.kind !== 'found' || !isOfAnother(world, ask, lookup.session)) return lookup;
  const reply = refused(world.persona, 404, { code: -32001, message: 'Session not found' });
  return { kind: 'reply', reply };
}

/** The 400 to an `MCP-Protocol-Version` that is not supported, or to none where it is demanded. */
export function checkVersionHeader(persona: Persona, ask: Ask): Reply | null {
  const value = ask.header('mcp-protocol-version');
  const supported = persona.versions.join(', ');
  if (value === null) {
    if (persona.versionHeader.absent === 'assumed') return null;
    return refused(persona, 400, {
      code: -32000,
      message: 'Bad Request: MCP-Protocol-Version header is required',
    });
  }
  if (persona.versionHeader.unsupported === 'ignored' || persona.versions.includes(value)) return null;
  const message = `Bad Request: Unsupported protocol version: ${value} (supported versions: ${supported})`;
  const status = persona.versionHeader.unsupported === 404 ? 404 : 400;
  return refused(persona, status, { code: -32000, message });
}

/** `Mcp-Session-Id` on every answer of a session, as the SDK does. */
export function inSession(reply: Reply, session: Session | null): Reply {
  const lines: HeaderLine[] = session === null ? [] : [['Mcp-Session-Id', session.id]];
  return withHeaders(reply, lines);
}

function initialize(world: World, ask: Ask, message: RpcMessage, as: MessageType): Reply {
  const { persona, sessions } = world;
  const { id } = message;
  if (message.kind !== 'request') return refused(persona, 400, { code: -32600, message: 'Invalid Request' });
  if (world.refusesHello) {
    world.refusesHello = false;
    return notAcceptable(persona);
  }
  if (world.disabled) return refused(persona, 500, { code: -32603, message: 'Internal server error' }, id);
  if (!persona.stateful) return answered(persona, [{ message, outcome: hello(persona, message) }], false, as);
  if (ask.header('mcp-session-id') !== null) {
    const lookup = lookUp(world, ask);
    if (lookup.kind === 'reply') return lookup.reply;
    if (lookup.kind === 'found') return alreadyInitialized(persona);
  }
  const session = sessions.open(userOf(world, ask));
  if (session === null) return alreadyInitialized(persona);
  return inSession(answered(persona, [{ message, outcome: hello(persona, message) }], false, as), session);
}

function hello(persona: Persona, message: RpcMessage): Outcome {
  const requested = message.params['protocolVersion'];
  const [newest = ''] = persona.versions;
  const protocolVersion = {
    negotiated: persona.versions.find((version) => version === requested) ?? newest,
    echoed: typeof requested === 'string' ? requested : newest,
    oldest: persona.versions.at(-1) ?? newest,
    unknown: '2099-01-01',
  }[persona.initializeVersion];
  return { result: { protocolVersion, capabilities, serverInfo } };
}

const alreadyInitialized = (persona: Persona) =>
  refused(persona, 400, { code: -32600, message: 'Invalid Request: Server already initialized' });

const isUnknown = ({ kind, method }: RpcMessage) => kind === 'request' && !known.includes(method);

function messagesOf(ask: Ask): RpcMessage[] {
  switch (ask.body.kind) {
    case 'single':
      return [ask.body.message];
    case 'batch':
      return ask.body.messages;
    default:
      return [];
  }
}
