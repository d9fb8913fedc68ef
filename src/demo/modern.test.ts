import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothTypes, errorCode, hello, list, modern, post, send, serve } from './raw-client.js';

const eras = ['modern'];
const version = 'io.modelcontextprotocol/protocolVersion';
const capabilities = 'io.modelcontextprotocol/clientCapabilities';
const meta2099 = { [version]: '2099-01-01', [capabilities]: {} };
const to2099 = { headers: { 'MCP-Protocol-Version': '2099-01-01' }, meta: meta2099 };

test('server/discover and tools/list carry every member that the revision demands', async (t) => {
  const server = await serve(t, { eras });
  const discovered = JSON.parse((await modern(server, 'server/discover')).body).result;
  assert.deepEqual(discovered.supportedVersions, ['2026-07-28']);
  assert.equal(typeof discovered.capabilities, 'object');
  const listed = JSON.parse((await modern(server, 'tools/list')).body).result;
  assert.equal(listed.tools.length, 2);
  for (const { resultType, ttlMs, cacheScope } of [discovered, listed]) {
    assert.deepEqual([resultType, ttlMs, cacheScope], ['complete', 0, 'private']);
  }
});

test('wrong metadata gets the error of its kind', async (t) => {
  const server = await serve(t, { eras });
  const cases = [
    [{ headers: { 'Mcp-Method': null } }, 400, -32020],
    [{ headers: { 'Mcp-Method': 'tools/list' } }, 400, -32020],
    [{ headers: { 'MCP-Protocol-Version': null } }, 400, -32020],
    [{ headers: { 'MCP-Protocol-Version': '2025-11-25' } }, 400, -32020],
    [to2099, 400, -32022],
    [{ meta: {} }, 400, -32602],
    [{ meta: { [version]: '2026-07-28' } }, 400, -32602],
  ] as const;
  for (const [change, status, code] of cases) {
    const got = await modern(server, 'server/discover', change);
    assert.deepEqual([got.status, errorCode(got)], [status, code], JSON.stringify(change));
  }
  const unknown = await modern(server, 'no/such');
  assert.deepEqual([unknown.status, errorCode(unknown)], [404, -32601]);
  const nameless = await modern(server, 'tools/call');
  assert.deepEqual([nameless.status, errorCode(nameless)], [400, -32020]);
});

test('an unsupported version is told which are supported', async (t) => {
  const server = await serve(t, { eras });
  const { data } = JSON.parse((await modern(server, 'server/discover', to2099)).body).error;
  assert.deepEqual(data, { supported: ['2026-07-28'], requested: '2099-01-01' });
});

test('each check can be left out on its own', async (t) => {
  const cases = [
    ['methodHeader', 'ignored', { headers: { 'Mcp-Method': null } }],
    ['versionHeader', 'ignored', { headers: { 'MCP-Protocol-Version': '2025-11-25' } }],
    ['unsupportedVersion', 'answered', to2099],
    ['meta', 'ignored', { meta: {} }],
  ] as const;
  for (const [check, value, change] of cases) {
    const server = await serve(t, { eras, modern: { [check]: value } });
    assert.equal((await modern(server, 'server/discover', change)).status, 200, check);
  }
  const server = await serve(t, { eras, modern: { unknownMethod: 200 } });
  const unknown = await modern(server, 'no/such');
  assert.deepEqual([unknown.status, errorCode(unknown)], [200, -32601]);
});

test('a session header is ignored, minted or looked up', async (t) => {
  const headers = { 'Mcp-Session-Id': 'mine' };
  const answers = [];
  for (const sessionHeader of ['ignored', 'minted', 'looked-up']) {
    const server = await serve(t, { eras, modern: { sessionHeader } });
    const got = await modern(server, 'tools/list', { headers });
    answers.push([got.status, got.headers['mcp-session-id']]);
  }
  assert.deepEqual(answers, [
    [200, undefined],
    [200, 'mine'],
    [404, undefined],
  ]);
});

test('a modern-only server answers GET and DELETE with 405', async (t) => {
  const server = await serve(t, { eras });
  for (const method of ['GET', 'DELETE']) assert.equal((await send(server, { method })).status, 405);
});

test('one URL serves both eras, each with its own Accept', async (t) => {
  const server = await serve(t, {
    eras: ['legacy', 'modern'],
    accept: { legacy: 'strict', modern: 'ignoring' },
  });
  const bare = { headers: { Accept: null } };
  assert.equal((await modern(server, 'server/discover', bare)).status, 200);
  assert.equal((await post(server, hello)).status, 406);
  assert.equal((await post(server, hello, bothTypes)).status, 200);
  assert.equal((await post(server, list, bothTypes, ['MCP-Protocol-Version', '1999-01-01'])).status, 400);
});

test('a legacy server refuses the version or does not know the method', async (t) => {
  const checking = await serve(t, {});
  const got = await modern(checking, 'server/discover');
  assert.deepEqual([got.status, errorCode(got)], [400, -32000]);
  const trusting = await serve(t, { versionHeader: { unsupported: 'ignored' } });
  const other = await modern(trusting, 'server/discover');
  assert.deepEqual([other.status, errorCode(other)], [200, -32601]);
});
