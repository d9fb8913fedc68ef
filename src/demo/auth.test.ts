import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearer, bothTypes, hello, list, post, send, serve, session } from './raw-client.js';

test('without the token it is 401 with a challenge that leads to the resource metadata', async (t) => {
  const server = await serve(t, { auth: {} });
  const refused = await post(server, hello, bothTypes);
  assert.equal(refused.status, 401);
  const link = /resource_metadata="([^"]+)"/.exec(String(refused.headers['www-authenticate']))?.[1] ?? '';
  const document = await send(server, { method: 'GET', path: new URL(link).pathname });
  const { resource, authorization_servers: servers } = JSON.parse(document.body);
  assert.deepEqual([resource, servers.length], [server.url, 1]);
});

test('a wrong token is called invalid, a missing one is not', async (t) => {
  const server = await serve(t, { auth: {} });
  const wrong = await post(server, hello, bothTypes, ['Authorization', 'Bearer nonsense']);
  const missing = await post(server, hello, bothTypes);
  assert.match(String(wrong.headers['www-authenticate']), /invalid_token/);
  assert.doesNotMatch(String(missing.headers['www-authenticate']), /invalid_token/);
  assert.equal((await post(server, hello, bothTypes, bearer)).status, 200);
});

test('the order decides whether 401 or 406 wins', async (t) => {
  const first = await serve(t, { accept: 'strict', auth: {} });
  const second = await serve(t, { accept: 'strict', auth: { order: 'after-accept' } });
  assert.equal((await post(first, hello)).status, 401);
  assert.equal((await post(second, hello)).status, 406);
  assert.equal((await post(second, hello, bothTypes)).status, 401);
  assert.equal((await post(first, hello, bearer)).status, 406);
});

test('GET and DELETE ask for the token too, a preflight does not', async (t) => {
  const server = await serve(t, { auth: {}, cors: true, get: 'stream', stateful: true });
  assert.equal(
    (await send(server, { method: 'GET', headers: [['Accept', 'text/event-stream']] })).status,
    401,
  );
  assert.equal((await send(server, { method: 'DELETE' })).status, 401);
  assert.equal((await send(server, { method: 'OPTIONS' })).status, 204);
});

test('a session ID lets in without a token only where the persona says so', async (t) => {
  const careless = await serve(t, { stateful: true, auth: { sessionAuthenticates: true } });
  const sound = await serve(t, { stateful: true, auth: {} });
  assert.equal((await post(careless, list, bothTypes, await session(careless, bearer))).status, 200);
  assert.equal((await post(sound, list, bothTypes, await session(sound, bearer))).status, 401);
  assert.equal((await post(careless, list, bothTypes, ['Mcp-Session-Id', 'never-issued'])).status, 401);
});

test('challenge and metadata can each be missing or broken', async (t) => {
  const silent = await serve(t, { auth: { challenge: false } });
  assert.equal((await post(silent, hello, bothTypes)).headers['www-authenticate'], undefined);
  const plain = await serve(t, { auth: { resourceMetadata: false } });
  assert.equal((await post(plain, hello, bothTypes)).headers['www-authenticate'], 'Bearer realm="demo"');
  const path = '/.well-known/oauth-protected-resource';
  const absent = await serve(t, { auth: { metadata: 'missing' } });
  assert.equal((await send(absent, { method: 'GET', path })).status, 404);
  const lacking = await serve(t, { auth: { metadata: 'without-servers' } });
  const { body } = await send(lacking, { method: 'GET', path });
  assert.equal('authorization_servers' in JSON.parse(body), false);
});

test('an Origin elsewhere is 403 unless the persona ignores it', async (t) => {
  const checked = await serve(t, {});
  const ignored = await serve(t, { origin: 'ignored' });
  assert.equal((await post(checked, hello, bothTypes, ['Origin', 'https://evil.example'])).status, 403);
  assert.equal((await post(checked, hello, bothTypes, ['Origin', 'null'])).status, 403);
  assert.equal((await post(checked, hello, bothTypes, ['Origin', 'http://localhost:3000'])).status, 200);
  assert.equal((await post(ignored, hello, bothTypes, ['Origin', 'https://evil.example'])).status, 200);
});
