import { type AcceptRefusal, decideAccept } from './accept.js';
import { checkCredentials, resourceMetadata } from './auth.js';
import { failureFor } from './failing.js';
import { checkVersionHeader, legacyPost, lookUp } from './legacy.js';
import { eraOf, modernPost } from './modern.js';
import type { Era, MessageType } from './persona.js';
import {
  type HeaderLine,
  nginxPage,
  notAcceptable,
  notAllowed,
  page,
  type Reply,
  raw,
  rawTo,
  refused,
  whole,
  withHeaders,
} from './reply.js';
import { getReply, oldTransport } from './streams.js';
import type { Ask, World } from './world.js';

/** What the server makes of one request. Changes `world`, touches no network. */
export function replyTo(world: World, ask: Ask): Reply {
  const { persona } = world;
  const failure = failureFor(world, ask);
  if (failure !== null) return typeof failure === 'string' ? { kind: failure } : raw(failure);
  if (persona.fixedAnswer !== null) return raw(persona.fixedAnswer);
  const metadata = resourceMetadata(world, ask);
  if (metadata !== null) return metadata;
  if (persona.transport === 'http+sse') return oldTransport(world, ask);
  if (ask.path !== '/mcp') return page(404, `Cannot ${ask.method} ${ask.path}`);
  // CORS middleware stands in front, and answers a preflight itself.
  const preflight = ask.method === 'OPTIONS' && persona.cors !== false;
  if (persona.origin === 'checked' && !preflight && isForeign(ask.header('origin'))) {
    return refused(persona, 403, { code: -32000, message: 'Forbidden: Origin is not allowed' });
  }
  return decorated(world, ask, onEndpoint(world, ask));
}

function onEndpoint(world: World, ask: Ask): Reply {
  switch (ask.method) {
    case 'POST':
      return post(world, ask);
    case 'GET':
      world.refusesHello = world.persona.harm.getRefusesNextHello;
      return inTurn(world, ask, [], () => getReply(world, ask));
    case 'DELETE':
      return inTurn(world, ask, [], () => endSession(world, ask));
    default:
      return otherVerb(world, ask);
  }
}

function post(world: World, ask: Ask): Reply {
  const { persona } = world;
  if (persona.harm.malformedKills && ask.body.kind === 'not-json') return { kind: 'kill' };
  if (world.upset) {
    world.upset = false;
    return refused(persona, 500, { code: -32603, message: 'Internal server error' });
  }
  const era = eraOf(persona, ask);
  const { hello } = persona.accept[era];
  const decision =
    hello !== null && isInitialize(ask)
      ? { kind: 'answer' as const, as: hello }
      : decideAccept(ask.header('accept'), persona.accept[era], persona.answer);
  const as = decision.kind === 'answer' ? decision.as : persona.answer;
  const checkAccept = () => {
    if (decision.kind === 'answer' || isLegacyHello(era, ask)) return null;
    noteRefusal(world, ask);
    return otherAnswer(world, decision.answer);
  };
  return inTurn(world, ask, [checkAccept], () => postOfEra(world, ask, era, as));
}

function postOfEra(world: World, ask: Ask, era: Era, as: MessageType): Reply {
  const [type = ''] = (ask.header('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    const message = 'Unsupported Media Type: Content-Type must be application/json';
    return refused(world.persona, 415, { code: -32000, message });
  }
  const instead = ask.body.kind === 'single' ? world.persona.answers[ask.body.message.method] : undefined;
  if (instead !== undefined && ask.body.kind === 'single') return rawTo(ask.body.message, instead);
  return era === 'modern' ? modernPost(world, ask, as) : legacyPost(world, ask, as);
}

/**
 * Limit, credentials and Accept in the persona's order, then the work itself. What does not count is
 * given back, so that the limit may stand in front of the check whose refusals it does not count.
 */
function inTurn(world: World, ask: Ask, checks: (() => Reply | null)[], work: () => Reply): Reply {
  const limit = () => checkLimit(world);
  const credentials = () => checkCredentials(world, ask);
  const guarded = authComesFirst(world) ? [credentials, ...checks] : [...checks, credentials];
  const stages = limitComesFirst(world) ? [limit, ...guarded] : [credentials, limit, ...checks];
  for (const stage of stages) {
    const reply = stage();
    if (reply !== null) return reply;
  }
  return work();
}

const authComesFirst = ({ persona }: World) => persona.auth?.order !== 'after-accept';

function limitComesFirst(world: World): boolean {
  return !authComesFirst(world) || world.persona.rateLimit?.counts401 === true;
}

function checkLimit(world: World): Reply | null {
  if (world.limiter === null || world.limiter.take()) return null;
  if (world.limiter.settings.refusal === 'nginx-503')
    return nginxPage(503, 'Service Temporarily Unavailable');
  return refused(world.persona, 429, { code: -32000, message: 'Too Many Requests' });
}

/** Rate-limit headers, claimed versions and CORS: what a front adds to every answer. */
function decorated(world: World, ask: Ask, reply: Reply): Reply {
  if (reply.kind !== 'whole' && reply.kind !== 'stream') return reply;
  const { persona, limiter } = world;
  const lines: HeaderLine[] = [];
  const status = reply.kind === 'whole' ? reply.status : 200;
  const verb = ask.method.toLowerCase();
  const claimed = isServed(verb) ? persona.claimedVersion[verb] : undefined;
  if (limiter !== null && claimed !== undefined) {
    const { counts401, counts406 } = limiter.settings;
    const wasCounted = status !== 401 || limitComesFirst(world);
    const counts = status === 406 ? counts406 : status === 401 ? counts401 : true;
    if (wasCounted && !counts) limiter.refund();
    if (wasCounted) lines.push(...limiter.headers(status));
  }
  if (typeof claimed === 'string') lines.push(['MCP-Protocol-Version', claimed]);
  if (persona.cors !== false) lines.push(['Access-Control-Allow-Origin', '*']);
  if (persona.cors !== false && persona.cors !== 'unexposed') {
    lines.push(['Access-Control-Expose-Headers', 'Mcp-Session-Id, WWW-Authenticate']);
  }
  return withHeaders(reply, lines);
}

const isServed = (verb: string) => verb === 'get' || verb === 'post' || verb === 'delete';

function otherVerb(world: World, ask: Ask): Reply {
  const { persona } = world;
  if (persona.harm.hangsOnOtherVerbs) return { kind: 'hang' };
  if (ask.method !== 'OPTIONS') return notAllowed(persona);
  if (persona.harm.optionsKills) return { kind: 'kill' };
  const names = ask.header('access-control-request-headers') ?? '*';
  const asked = persona.cors === 'no-mcp-headers' ? 'Content-Type, Authorization' : names;
  const cors: HeaderLine[] = [
    ['Access-Control-Allow-Methods', 'GET, POST, DELETE'],
    ['Access-Control-Allow-Headers', asked],
  ];
  return persona.cors !== false ? withHeaders(whole(204, null, ''), cors) : notAllowed(persona);
}

function endSession(world: World, ask: Ask): Reply {
  const { persona } = world;
  if (persona.harm.deleteKills) return { kind: 'kill' };
  if (persona.session.deleteUpsetsNextPost) world.upset = true;
  if (!persona.stateful || persona.session.delete === 405) return notAllowed(persona);
  const lookup = lookUp(world, ask);
  if (lookup.kind === 'reply') return lookup.reply;
  const refusal = checkVersionHeader(persona, ask);
  if (refusal !== null) return refusal;
  if (lookup.kind === 'found') world.sessions.end(lookup.session);
  return whole(200, null, '');
}

function otherAnswer(world: World, answer: AcceptRefusal): Reply {
  if (answer === 'refuse') return notAcceptable(world.persona);
  if (answer === 'hang' || answer === 'reset') return { kind: answer };
  return raw(answer);
}

function noteRefusal(world: World, ask: Ask): void {
  world.sessions.refusedIn(ask.header('mcp-session-id'));
  const hello = ask.body.kind === 'single' && ask.body.message.method === 'initialize';
  if (hello && world.persona.harm.refusedHelloDisables) world.disabled = true;
}

/** A modern-only server names its versions to `initialize` whatever the `Accept`. */
function isLegacyHello(era: Era, ask: Ask): boolean {
  return era === 'modern' && isInitialize(ask);
}

function isInitialize({ body }: Ask): boolean {
  return body.kind === 'single' && body.message.method === 'initialize';
}

function isForeign(origin: string | null): boolean {
  if (origin === null) return false;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  return !['localhost', '127.0.0.1', '[::1]'].includes(host);
}
