import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { bothTypes, errorCode, hello, list, open, post, rpc, send, serve } from './raw-client.js';
import { readPersona } from './read-persona.js';
import { startServer } from './server.js';

const sse = 'text/event-stream';
const versionOf = (body: string) => JSON.parse(body).result.protocolVersion;
const asking = (protocolVersion: string) => rpc('initialize', { protocolVersion });

test('initialize echoes a supported version and answers any other with the newest', async (t) => {
  const server = await serve(t, {});
  assert.equal(versionOf((await post(server, asking('2025-06-18'), bothTypes)).body), '2025-06-18');
  assert.equal(versionOf((await post(server, asking('1999-01-01'), bothTypes)).body), '2025-11-25');
  const stuck = await serve(t, { initializeVersion: 'oldest' });
  assert.equal(versionOf((await post(stuck, asking('2025-11-25'), bothTypes)).body), '2024-11-05');
});

test('every revision that was ever published is negotiated', async (t) => {
  const server = await serve(t, {});
  for (const revision of ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25']) {
    assert.equal(versionOf((await post(server, asking(revision), bothTypes)).body), revision);
  }
});

test('a notification is 202 without a body, or whatever the persona says', async (t) => {
  const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
  const sound = await post(await serve(t, {}), note, bothTypes);
  assert.deepEqual([sound.status, sound.body, sound.headers['content-type']], [202, '', undefined]);
  const notification = { status: 200, contentType: 'application/json', body: '{}' };
  const odd = await post(await serve(t, { notification }), note, bothTypes);
  assert.deepEqual([odd.status, odd.body], [200, '{}']);
});

test('the version header is checked after initialize only, absent is fine', async (t) => {
  const server = await serve(t, {});
  const nonsense = ['MCP-Protocol-Version', '1999-01-01'] as const;
  assert.equal((await post(server, list, bothTypes, nonsense)).status, 400);
  assert.equal((await post(server, hello, bothTypes, nonsense)).status, 200);
  assert.equal((await post(server, list, bothTypes)).status, 200);
  const demanding = await serve(t, { versionHeader: { absent: 'refused', unsupported: 'ignored' } });
  assert.equal((await post(demanding, list, bothTypes)).status, 400);
  assert.equal((await post(demanding, list, bothTypes, nonsense)).status, 200);
});

test('an SSE answer is one message event with the headers of a stream', async (t) => {
  const server = await serve(t, { answer: 'sse' });
  const got = await post(server, list, bothTypes);
  assert.equal(got.headers['content-type'], sse);
  assert.equal(got.headers['x-accel-buffering'], 'no');
  assert.equal(got.headers['transfer-encoding'], 'chunked');
  assert.match(got.body, /^event: message\ndata: \{.*\}\n\n$/);
});

test('a batch is answered in one body, unless initialize is in it', async (t) => {
  const server = await serve(t, {});
  const got = await post(server, [list, rpc('ping', {}, 7)], bothTypes);
  assert.deepEqual(
    JSON.parse(got.body).map((one: { id: unknown }) => one.id),
    [2, 7],
  );
  assert.equal((await post(server, [hello], bothTypes)).status, 400);
});

test('a wrong Content-Type is 415, another path 404, another verb 405', async (t) => {
  const server = await serve(t, {});
  const plain = await send(server, { headers: [bothTypes, ['Content-Type', 'text/plain']], body: hello });
  assert.equal(plain.status, 415);
  assert.equal((await send(server, { path: '/else', body: hello })).status, 404);
  const put = await send(server, { method: 'PUT' });
  assert.deepEqual([put.status, put.headers['allow']], [405, 'POST']);
});

test('a strict GET stream is refused to a wildcard, a sound one is not', async (t) => {
  const wildcard = { method: 'GET', headers: [['Accept', '*/*'] as const] };
  assert.equal((await send(await serve(t, { get: 'stream-strict' }), wildcard)).status, 406);
  const stream = await open(await serve(t, { get: 'stream' }), wildcard);
  assert.deepEqual([stream.statusCode, stream.headers['content-type']], [200, sse]);
  stream.destroy();
});

test('a claimed version stands on the answers to its verb only', async (t) => {
  const server = await serve(t, { claimedVersion: { get: '2024-11-05' } });
  const got = await send(server, { method: 'GET', headers: [['Accept', sse]] });
  assert.deepEqual([got.status, got.headers['mcp-protocol-version']], [405, '2024-11-05']);
  assert.equal((await post(server, hello, bothTypes)).headers['mcp-protocol-version'], undefined);
});

test('the envelope and framing defects touch the messages that they name', async (t) => {
  const bodyOf = async (defects: Record<string, unknown>) => {
    const server = await serve(t, { defects: { on: 'tools/list', ...defects } });
    assert.equal(JSON.parse((await post(server, hello, bothTypes)).body).id, 1);
    return post(server, list, bothTypes);
  };
  assert.notEqual(JSON.parse((await bodyOf({ envelope: 'wrong-id' })).body).id, 2);
  assert.equal(errorCode(await bodyOf({ envelope: 'result-and-error' })), -32603);
  assert.equal('jsonrpc' in JSON.parse((await bodyOf({ envelope: 'no-jsonrpc' })).body), false);
  const bare = await bodyOf({ framing: 'json-as-sse' });
  assert.deepEqual([bare.headers['content-type'], bare.body.startsWith('{')], [sse, true]);
  const framed = await bodyOf({ framing: 'sse-as-json' });
  assert.deepEqual(
    [framed.headers['content-type'], framed.body.startsWith('event:')],
    ['application/json', true],
  );
});

test('the old transport names its POST URL in the first event and answers over the stream', async (t) => {
  const server = await serve(t, { transport: 'http+sse', versions: ['2024-11-05'] });
  assert.equal((await post(server, hello, bothTypes)).status, 405);
  const stream = await open(server, { method: 'GET', headers: [['Accept', sse]] });
  stream.setEncoding('utf8');
  const [first] = await once(stream, 'data');
  const path = /^event: endpoint\ndata: (\S+)\n\n$/.exec(first)?.[1] ?? '';
  const answer = once(stream, 'data');
  assert.equal((await send(server, { path, body: hello })).status, 202);
  assert.match(String(await answer), /"protocolVersion":"2024-11-05"/);
  stream.destroy();
});

test('a fixed answer is given to everything', async (t) => {
  const server = await serve(t, { fixedAnswer: { status: 200, contentType: 'text/html', body: 'hi' } });
  const got = [await post(server, hello, bothTypes), await send(server, { method: 'GET', path: '/x' })];
  assert.deepEqual(
    got.map(({ status, body }) => [status, body]),
    [
      [200, 'hi'],
      [200, 'hi'],
    ],
  );
});

test('errors come as pages where the persona is like that, with what was sent escaped', async (t) => {
  const server = await serve(t, { defects: { errors: 'html' } });
  const got = await post(server, list, bothTypes, ['MCP-Protocol-Version', '<b>']);
  assert.deepEqual([got.status, got.headers['content-type']], [400, 'text/html; charset=utf-8']);
  assert.doesNotMatch(got.body, /<b>/);
});

test('a log line tells verb, path, outcome and Accept', async (t) => {
  const persona = readPersona('test', { title: 't', why: 'w', accept: 'strict', expect: { exit: 0 } });
  const lines: string[] = [];
  const server = await startServer(persona, { log: (line) => lines.push(line) });
  t.after(() => server.close());
  await post(server, hello);
  await post(server, hello, ['Accept', '*/*']);
  assert.deepEqual(lines, ['POST /mcp 406 (Accept: none)', 'POST /mcp 406 (Accept: "*/*")']);
});

test('a taken port is the error of the system', async (t) => {
  const server = await serve(t, {});
  const persona = readPersona('test', { title: 't', why: 'w', expect: { exit: 0 } });
  await assert.rejects(startServer(persona, { port: Number(new URL(server.url).port) }), {
    code: 'EADDRINUSE',
  });
});
