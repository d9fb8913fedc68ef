import type { AuthSettings } from './persona.js';
import { type HeaderLine, page, type Reply, whole, withHeaders } from './reply.js';
import type { Ask, World } from './world.js';

const wellKnown = '/.well-known/oauth-protected-resource';

/** The 401 of a request without the right credentials; null lets it through. */
export function checkCredentials(world: World, ask: Ask): Reply | null {
  const { auth } = world.persona;
  if (auth === null) return null;
  const given = ask.header('authorization');
  const [scheme = '', token = ''] = (given ?? '').split(/ +/);
  const isKnown = token === auth.token || token === auth.second?.token;
  if (scheme.toLowerCase() === auth.scheme && isKnown) return null;
  if (auth.sessionAuthenticates && world.sessions.isKnown(ask.header('mcp-session-id'))) return null;
  const error = given === null ? 'missing_token' : 'invalid_token';
  const body = JSON.stringify({ error, error_description: 'This server asks for a bearer token' });
  return withHeaders(whole(401, 'application/json', body), challenge(world, auth, given !== null));
}

/** RFC 9728: the document about this resource, at the root and at the path-suffixed place; null elsewhere. */
export function resourceMetadata(world: World, ask: Ask): Reply | null {
  const { auth } = world.persona;
  if (auth === null || (ask.path !== wellKnown && ask.path !== `${wellKnown}/mcp`)) return null;
  if (auth.metadata === 'missing') return page(404, `Cannot ${ask.method} ${wellKnown}`);
  if (auth.metadata === 'html') return page(200, 'Welcome');
  if (auth.metadata === 'refused') return withHeaders(whole(401, null, ''), challenge(world, auth, false));
  const servers =
    auth.metadata !== 'without-servers' ? { authorization_servers: ['https://auth.example.com'] } : {};
  const resource = auth.metadata === 'of-another' ? 'https://internal.example/mcp' : `${world.origin}/mcp`;
  const document = { resource, ...servers, bearer_methods_supported: ['header'] };
  return whole(200, 'application/json', JSON.stringify(document));
}

function challenge(world: World, auth: AuthSettings, invalid: boolean): HeaderLine[] {
  if (!auth.challenge) return [];
  const parameters = ['realm="demo"'];
  if (invalid) parameters.push('error="invalid_token"'); // RFC 6750 §3: not where no token was sent
  if (auth.resourceMetadata) parameters.push(`resource_metadata="${world.origin}${wellKnown}/mcp"`);
  return [['WWW-Authenticate', `Bearer ${parameters.join(', ')}`]];
}
