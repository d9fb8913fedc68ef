import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothTypes, errorCode, hello, list, modern, open, post, rpc, send } from '../demo/raw-client.js';
import type { RunningServer } from '../demo/server.js';
import { behaviourOf, LESSONS } from './behaviours.js';
import { isMetadata, rpcMethod } from './recorded.js';
import { type Recorder, startRecorder } from './recorder.js';

/** The recorder as the clients of this folder want it, at the path of one behaviour. */
async function recorder(t: { after(end: () => Promise<void>): void }) {
  const recording = await startRecorder({ port: 0 });
  t.after(() => recording.close());
  const at = (path: string): RunningServer => ({
    url: `${recording.origin}${path}`,
    received: [],
    close: recording.close,
  });
  return { recording, at };
}

const toPath = (path: string, body: unknown) => ({
  path,
  body,
  headers: [bothTypes, ['Content-Type', 'application/json']] as const,
});

const last = ({ requests }: Recorder) => requests.at(-1);

test('header lines are kept as they came: order, spelling and doubles', async (t) => {
  const { recording, at } = await recorder(t);
  const headers = [
    ['x-Odd', '1'],
    ['Accept', 'a/b'],
    ['X-Two', 'one'],
    ['X-Two', 'two'],
  ] as const;
  await send(at('/mcp'), { path: '/mcp', body: hello, headers: [...headers] });
  const kept = last(recording)?.headers.filter(([name]) => /^(x-|accept)/i.test(name));
  assert.deepEqual(kept, headers);
});

test('the plain server is healthy, of sessions, and refuses the modern era', async (t) => {
  const { recording, at } = await recorder(t);
  const server = at('/mcp');
  assert.equal((await modern(server, 'server/discover')).status, 400);
  const { status, headers } = await send(server, {
    ...toPath('/mcp', hello),
    headers: [...toPath('', 0).headers],
  });
  assert.equal(status, 200);
  assert.deepEqual(last(recording)?.answer, {
    status: 200,
    body: 'json-rpc',
    result: true,
    session: headers['mcp-session-id'],
    version: '2025-11-25',
  });
  assert.equal((await send(server, { method: 'GET' })).status, 405);
});

test('each path is a server of its own that answers as it is called', async (t) => {
  const { recording, at } = await recorder(t);
  const asked = async (path: string, body: unknown) => {
    const { status } = await send(at(path), { path, body, headers: [...toPath(path, body).headers] });
    return [status, last(recording)?.behaviour, last(recording)?.answer.body];
  };
  assert.deepEqual(await asked('/all-405-text/mcp', hello), [405, 'all-405-text', 'text']);
  assert.deepEqual(await asked('/all-406-json-rpc/mcp', hello), [406, 'all-406-json-rpc', 'json-rpc']);
  assert.deepEqual(await asked('/all-404-html/mcp', hello), [404, 'all-404-html', 'html']);
  assert.deepEqual(await asked('/all-403-json/mcp', hello), [403, 'all-403-json', 'json']);
  assert.deepEqual(await asked('/all-500-empty/mcp', hello), [500, 'all-500-empty', 'empty']);
  assert.deepEqual(await asked('/stateless/mcp', list), [200, 'stateless', 'json-rpc']);
  assert.deepEqual(await asked('/version-2024-01-01/mcp', hello), [200, 'version-2024-01-01', 'json-rpc']);
  assert.equal(last(recording)?.answer.version, '2024-01-01');
});

test('a 401 has a challenge, and a labelled answer its label', async (t) => {
  const { at } = await recorder(t);
  const refused = await send(at('/mcp'), { path: '/all-401-json/mcp' });
  assert.deepEqual([refused.status, refused.headers['www-authenticate']], [401, 'Bearer']);
  const labelled = await send(at('/mcp'), {
    ...toPath('/label-text/mcp', hello),
    headers: [...toPath('', 0).headers],
  });
  assert.equal(labelled.headers['content-type'], 'text/plain');
  assert.match(labelled.body, /"serverInfo"/);
});

test('a path that names no server is 404 and is not kept', async (t) => {
  const { recording, at } = await recorder(t);
  for (const path of ['/all-999-text/mcp', '/all-404-soup/mcp', '/nothing/mcp']) {
    assert.equal((await send(at('/mcp'), { method: 'GET', path })).status, 404, path);
  }
  assert.deepEqual(recording.requests, []);
});

test('metadata belongs to the server that it is asked for, or to the last one', async (t) => {
  const { recording, at } = await recorder(t);
  for (const [path, behaviour] of [
    ['/.well-known/oauth-protected-resource/mcp', ''],
    ['/.well-known/oauth-protected-resource/headers/mcp', 'headers'],
    ['/mcp/.well-known/openid-configuration', ''],
    ['/stateless/mcp/.well-known/openid-configuration', 'stateless'],
    ['/.well-known/oauth-authorization-server', 'stateless'],
  ] as const) {
    assert.equal((await send(at('/mcp'), { method: 'GET', path })).status, 404, path);
    const kept = last(recording);
    assert.deepEqual([kept?.behaviour, kept?.path, kept && isMetadata(kept)], [behaviour, path, true]);
  }
});

test('a query is not kept: it may hold a token', async (t) => {
  const { recording, at } = await recorder(t);
  await send(at('/mcp'), { method: 'GET', path: '/mcp?token=secret' });
  assert.doesNotMatch(JSON.stringify(recording.requests), /secret/);
});

test('what is no JSON is kept without a body', async (t) => {
  const { recording, at } = await recorder(t);
  const got = await post(at('/mcp'), 'not json', bothTypes);
  assert.equal(errorCode(got), -32700);
  const kept = last(recording);
  assert.deepEqual([kept?.body, kept && rpcMethod(kept)], [null, null]);
});

test('every lesson is a behaviour, and closing drops what is open', async (t) => {
  for (const { name } of LESSONS) assert.equal(behaviourOf(name)?.name, name);
  const { recording, at } = await recorder(t);
  const response = await open(at('/mcp'), { ...toPath('/mcp', rpc('ping')), headers: [] });
  response.on('error', () => {});
  await recording.close();
  await assert.rejects(post(at('/mcp'), hello));
});
