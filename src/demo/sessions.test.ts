import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothTypes, errorCode, hello, list, open, post, rpc, send, serve, session } from './raw-client.js';

test('initialize issues an ID, later requests need it, DELETE ends it', async (t) => {
  const server = await serve(t, { stateful: true });
  const own = await session(server);
  assert.match(own[1], /^[\x21-\x7e]+$/);
  assert.equal((await post(server, list, bothTypes, own)).status, 200);
  assert.equal((await post(server, list, bothTypes)).status, 400);
  assert.equal((await post(server, list, bothTypes, ['Mcp-Session-Id', 'never-issued'])).status, 404);
  assert.equal((await send(server, { method: 'DELETE', headers: [own] })).status, 200);
  assert.equal((await post(server, list, bothTypes, own)).status, 404);
});

test('a stateless server issues no ID, ignores one, and has nothing to delete', async (t) => {
  const server = await serve(t, {});
  assert.equal((await post(server, hello, bothTypes)).headers['mcp-session-id'], undefined);
  assert.equal((await post(server, list, bothTypes, ['Mcp-Session-Id', 'x'])).status, 200);
  assert.equal((await send(server, { method: 'DELETE' })).status, 405);
});

test('unknown, absent and ended sessions get the status of the persona', async (t) => {
  const server = await serve(t, { stateful: true, session: { unknown: 400, absent: 200, afterDelete: 200 } });
  assert.equal((await post(server, list, bothTypes, ['Mcp-Session-Id', 'never-issued'])).status, 400);
  assert.equal((await post(server, list, bothTypes)).status, 200);
  const own = await session(server);
  await send(server, { method: 'DELETE', headers: [own] });
  assert.equal((await post(server, list, bothTypes, own)).status, 200);
});

test('DELETE may be 405, and then the session lives on', async (t) => {
  const server = await serve(t, { stateful: true, session: { delete: 405 } });
  const own = await session(server);
  assert.equal((await send(server, { method: 'DELETE', headers: [own] })).status, 405);
  assert.equal((await post(server, list, bothTypes, own)).status, 200);
});

test('an ID outside visible ASCII is one', async (t) => {
  const server = await serve(t, { stateful: true, session: { ids: 'not-visible-ascii' } });
  assert.doesNotMatch((await session(server))[1], /^[\x21-\x7e]*$/);
});

test('the one session in all is refused to a second client, also after DELETE', async (t) => {
  const server = await serve(t, { stateful: true, session: { oneInAll: true } });
  const own = await session(server);
  for (let round = 0; round < 2; round += 1) {
    const second = await post(server, hello, bothTypes);
    assert.deepEqual([second.status, errorCode(second)], [400, -32600]);
    assert.match(second.body, /Server already initialized/);
    await send(server, { method: 'DELETE', headers: [own] });
  }
});

test('a second initialize inside a session is refused', async (t) => {
  const server = await serve(t, { stateful: true });
  const again = await post(server, hello, bothTypes, await session(server));
  assert.deepEqual([again.status, errorCode(again)], [400, -32600]);
});

test('a 406 ends the session where refusals do', async (t) => {
  const server = await serve(t, { stateful: true, accept: 'strict', session: { refusalEndsSession: true } });
  const own = await session(server);
  assert.equal((await post(server, list, bothTypes, own)).status, 200);
  assert.equal((await post(server, list, own)).status, 406);
  assert.equal((await post(server, list, bothTypes, own)).status, 400);
  assert.equal((await post(server, list, bothTypes, await session(server))).status, 200);
});

test('DELETE makes the next POST a 500 and only that, where it upsets the server', async (t) => {
  const server = await serve(t, { stateful: true, session: { deleteUpsetsNextPost: true } });
  await send(server, { method: 'DELETE', headers: [['Mcp-Session-Id', 'never-issued']] });
  assert.equal((await post(server, hello, bothTypes)).status, 500);
  assert.equal((await post(server, hello, bothTypes)).status, 200);
});

test('a second client leaves the first without answers, itself it is served', async (t) => {
  const server = await serve(t, { stateful: true, session: { secondClientHangsFirst: true } });
  const first = await session(server);
  assert.equal((await post(server, list, bothTypes, first)).status, 200);
  const second = await session(server);
  let answered = false;
  const waiting = post(server, list, bothTypes, first).then(() => {
    answered = true;
  });
  assert.equal((await post(server, list, bothTypes, second)).status, 200);
  assert.equal(answered, false);
  await server.close();
  await assert.rejects(waiting, { code: 'ECONNRESET' });
});

test('a session has one GET stream at a time', async (t) => {
  const server = await serve(t, { stateful: true, get: 'stream' });
  const headers = [await session(server), ['Accept', 'text/event-stream'] as const];
  const stream = await open(server, { method: 'GET', headers });
  assert.equal(stream.headers['content-type'], 'text/event-stream');
  assert.equal((await send(server, { method: 'GET', headers })).status, 409);
  stream.destroy();
});

test('a ping and an unknown method are answered inside a session', async (t) => {
  const server = await serve(t, { stateful: true });
  const own = await session(server);
  assert.deepEqual(JSON.parse((await post(server, rpc('ping'), bothTypes, own)).body).result, {});
  const unknown = await post(server, rpc('no/such'), bothTypes, own);
  assert.deepEqual([unknown.status, errorCode(unknown)], [200, -32601]);
});

test('a server that forgets its sessions finds none of those that it issued', async (t) => {
  const server = await serve(t, { stateful: true, session: { forgotten: true } });
  const mine = await session(server, bothTypes);
  assert.equal((await post(server, list, bothTypes, mine)).status, 404);
});
