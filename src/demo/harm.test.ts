import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothTypes, hello, list, open, post, rpc, send, serve } from './raw-client.js';
import type { RunningServer } from './server.js';

const stream = { method: 'GET', headers: [['Accept', 'text/event-stream'] as const] };

async function assertDead(server: RunningServer): Promise<void> {
  await assert.rejects(post(server, hello, bothTypes), { code: 'ECONNREFUSED' });
}

test('one refused hello disables every later one until restart', async (t) => {
  const server = await serve(t, { accept: 'strict', harm: { refusedHelloDisables: true } });
  assert.equal((await post(server, hello, bothTypes)).status, 200);
  assert.equal((await post(server, list)).status, 406);
  assert.equal((await post(server, hello, bothTypes)).status, 200);
  assert.equal((await post(server, hello)).status, 406);
  assert.equal((await post(server, hello, bothTypes)).status, 500);
  assert.equal((await post(server, hello, bothTypes)).status, 500);
  assert.equal((await post(server, list, bothTypes)).status, 200);
});

test('a second GET stream kills while the first is open', async (t) => {
  const server = await serve(t, { get: 'stream', harm: { secondGetKills: true } });
  const first = await open(server, stream);
  first.on('error', () => {});
  await assert.rejects(open(server, stream), { code: 'ECONNRESET' });
  await assertDead(server);
});

test('a second GET stream after the first was closed does no harm', async (t) => {
  const server = await serve(t, { get: 'stream', harm: { secondGetKills: true } });
  for (let round = 0; round < 20; round += 1) (await open(server, stream)).destroy();
  assert.equal((await post(server, hello, bothTypes)).status, 200);
});

test('OPTIONS kills, and nothing before it does', async (t) => {
  const server = await serve(t, { harm: { optionsKills: true } });
  assert.equal((await send(server, { method: 'HEAD' })).status, 405);
  await assert.rejects(send(server, { method: 'OPTIONS' }), { code: 'ECONNRESET' });
  await assertDead(server);
  assert.equal(server.received.length, 2);
});

test('a body that is not JSON kills, also without credentials; elsewhere it is a parse error', async (t) => {
  const server = await serve(t, { auth: {}, harm: { malformedKills: true } });
  await assert.rejects(post(server, '{', bothTypes), { code: 'ECONNRESET' });
  await assertDead(server);
  const sound = await serve(t, {});
  assert.equal((await post(sound, '{', bothTypes)).status, 400);
});

test('unknown methods are never answered, known ones are', async (t) => {
  const server = await serve(t, { harm: { hangsOnUnknownMethod: true } });
  let answered = false;
  const waiting = post(server, rpc('server/discover'), bothTypes).then(() => {
    answered = true;
  });
  assert.equal((await post(server, hello, bothTypes)).status, 200);
  assert.equal((await post(server, { jsonrpc: '2.0', method: 'notifications/x' }, bothTypes)).status, 202);
  assert.equal(answered, false);
  await server.close();
  await assert.rejects(waiting, { code: 'ECONNRESET' });
});

test('closing a killed server is no error', async (t) => {
  const server = await serve(t, { harm: { optionsKills: true } });
  await assert.rejects(send(server, { method: 'OPTIONS' }));
  await server.close();
  await server.close();
});
