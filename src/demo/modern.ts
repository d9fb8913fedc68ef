import { randomUUID } from 'node:crypto';
import { capabilities, methodNotFound, serverInfo, sharedMethod } from './methods.js';
import type { Era, MessageType, Persona } from './persona.js';
import { answered, type Reply, refused, whole, withHeaders } from './reply.js';
import type { Outcome, RpcMessage } from './rpc.js';
import { isObject } from './shape.js';
import type { Ask, World } from './world.js';

const metaPrefix = 'io.modelcontextprotocol/';
const named = ['tools/call', 'resources/read', 'prompts/get'];

/** Which era a POST belongs to: the only one served, or what its metadata says. */
export function eraOf(persona: Persona, ask: Ask): Era {
  const [first = 'legacy', second] = persona.eras;
  if (second === undefined || second === first) return first;
  const message = ask.body.kind === 'single' ? ask.body.message : null;
  if (message === null || message.method === 'initialize') return 'legacy';
  const version = ask.header('mcp-protocol-version');
  const oldest = persona.modernVersions.at(-1) ?? '';
  // Mcp-Method tells nothing: mcp-remote 0.15 sends it in both eras.
  const said = metaOf(message, 'protocolVersion') !== undefined;
  return said || (version !== null && version >= oldest) ? 'modern' : 'legacy';
}

/** A POST of 2026-07-28 on, after everything that stands in front let it pass. */
export function modernPost(world: World, ask: Ask, as: MessageType): Reply {
  const { persona } = world;
  if (ask.body.kind === 'not-json') return refused(persona, 400, { code: -32700, message: 'Parse error' });
  if (ask.body.kind !== 'single')
    return refused(persona, 400, { code: -32600, message: 'Invalid Request: one JSON-RPC message per POST' });
  const { message } = ask.body;
  if (message.kind === 'notification') return whole(202, null, '');
  if (message.kind === 'response') return refused(persona, 400, { code: -32600, message: 'Invalid Request' });
  if (persona.harm.hangsOnUnknownMethod && outcomeOf(persona, message) === null) return { kind: 'hang' };
  const refusal = checkMetadata(persona, ask, message) ?? checkSession(persona, ask, message);
  if (refusal !== null) return refusal;
  const outcome = outcomeOf(persona, message);
  if (outcome === null && persona.modern.unknownMethod === 404) return notImplemented(persona, message);
  const reply = answered(persona, [{ message, outcome: outcome ?? methodNotFound }], false, as);
  if (persona.modern.sessionHeader !== 'minted') return reply;
  return withHeaders(reply, [['Mcp-Session-Id', ask.header('mcp-session-id') ?? randomUUID()]]);
}

/** The checks that the revision demands, in the order of the official SDK. */
function checkMetadata(persona: Persona, ask: Ask, message: RpcMessage): Reply | null {
  const { modern } = persona;
  const { id, method } = message;
  if (method === 'initialize') return tooOld(persona, message);
  const header = ask.header('mcp-protocol-version');
  const meta = metaOf(message, 'protocolVersion');
  const version = meta ?? header;
  if (modern.versionHeader === 'checked' && meta !== undefined && header !== meta) {
    return mismatch(persona, id, 'MCP-Protocol-Version', header, String(meta));
  }
  const supported = typeof version === 'string' && persona.modernVersions.includes(version);
  if (version !== null && !supported && modern.unsupportedVersion === 'refused') {
    return unsupported(persona, id, String(version));
  }
  if (modern.meta === 'required') {
    const missing = ['protocolVersion', 'clientCapabilities'].find(
      (key) => metaOf(message, key) === undefined,
    );
    if (missing !== undefined) {
      const error = { code: -32602, message: `Invalid params: _meta lacks ${metaPrefix}${missing}` };
      return refused(persona, 400, error, id);
    }
  }
  if (modern.methodHeader === 'ignored') return null;
  const sent = ask.header('mcp-method');
  if (sent !== method) return mismatch(persona, id, 'Mcp-Method', sent, method);
  const name = String(message.params[method === 'resources/read' ? 'uri' : 'name']);
  const sentName = ask.header('mcp-name');
  return named.includes(method) && plain(sentName) !== name
    ? mismatch(persona, id, 'Mcp-Name', sentName, name)
    : null;
}

function checkSession(persona: Persona, ask: Ask, message: RpcMessage): Reply | null {
  if (persona.modern.sessionHeader !== 'looked-up' || ask.header('mcp-session-id') === null) return null;
  return refused(persona, 404, { code: -32001, message: 'Session not found' }, message.id);
}

function outcomeOf(persona: Persona, message: RpcMessage): Outcome | null {
  const caching = { ttlMs: 0, cacheScope: 'private' };
  if (message.method === 'server/discover') {
    const result = {
      supportedVersions: persona.modernVersions,
      capabilities,
      resultType: 'complete',
      _meta: { [`${metaPrefix}serverInfo`]: serverInfo },
    };
    return { result: persona.modern.discover === 'complete' ? { ...result, ...caching } : result };
  }
  const outcome = message.method === 'ping' ? null : sharedMethod(message);
  if (outcome === null || !('result' in outcome)) return outcome;
  const cached = message.method === 'tools/list' ? caching : {};
  return { result: { ...outcome.result, resultType: 'complete', ...cached } };
}

function tooOld(persona: Persona, message: RpcMessage): Reply {
  const requested = String(message.params['protocolVersion']);
  if (persona.modern.initialize === 'names-versions') return unsupported(persona, message.id, requested);
  return refused(persona, 400, { code: -32600, message: 'Invalid Request' }, message.id);
}

function unsupported(persona: Persona, id: RpcMessage['id'], requested: string): Reply {
  const data = { supported: persona.modern.supportedInError ?? persona.modernVersions, requested };
  const message = `Unsupported protocol version: ${requested}`;
  return refused(persona, 400, { code: -32022, message, data }, id);
}

function mismatch(
  persona: Persona,
  id: RpcMessage['id'],
  header: string,
  sent: string | null,
  expected: string,
): Reply {
  const message = `Bad Request: ${header} is ${sent ?? 'absent'}, the body says ${expected}`;
  return refused(persona, 400, { code: -32020, message }, id);
}

function notImplemented(persona: Persona, message: RpcMessage): Reply {
  const error = { code: -32601, message: `Method not found: ${message.method}` };
  return refused(persona, 404, error, message.id);
}

function metaOf(message: RpcMessage, key: string): unknown {
  const meta = message.params['_meta'];
  return isObject(meta) ? meta[`${metaPrefix}${key}`] : undefined;
}

/** A header value, its base64 sentinel undone. */
function plain(value: string | null): string | null {
  const encoded = value === null ? null : /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  return encoded === null || encoded === undefined ? value : Buffer.from(encoded, 'base64').toString('utf8');
}
