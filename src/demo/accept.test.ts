import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepts, cellOf, decideAccept } from './accept.js';
import type { AcceptPolicy, MessageType } from './persona.js';
import { hello, post, serve } from './raw-client.js';

const json = 'application/json';
const sse = 'text/event-stream';
const headers = {
  missing: null,
  'json-only': json,
  'sse-only': sse,
  wildcard: '*/*',
  both: `${json}, ${sse}`,
};
const noExceptions = { missing: null, 'json-only': null, 'sse-only': null, wildcard: null, both: null };

function decide(policy: AcceptPolicy, header: string | null, preferred: MessageType = 'json') {
  const decision = decideAccept(
    header,
    { policy, caseSensitive: false, hello: null, cells: noExceptions },
    preferred,
  );
  return decision.kind === 'answer' ? decision.as : decision.answer;
}

function overCells(policy: AcceptPolicy, preferred: MessageType) {
  return Object.values(headers).map((header) => decide(policy, header, preferred));
}

test('each policy treats the five cells as its name says', () => {
  assert.deepEqual(overCells('strict', 'json'), ['refuse', 'refuse', 'refuse', 'refuse', 'json']);
  assert.deepEqual(overCells('strict-with-ranges', 'sse'), ['refuse', 'refuse', 'refuse', 'sse', 'sse']);
  assert.deepEqual(overCells('lenient', 'sse'), ['refuse', 'json', 'sse', 'sse', 'sse']);
  assert.deepEqual(overCells('negotiating', 'json'), ['json', 'json', 'sse', 'json', 'json']);
  assert.deepEqual(overCells('ignoring', 'sse'), ['sse', 'sse', 'sse', 'sse', 'sse']);
});

test('a header belongs to the cell whose types it names', () => {
  for (const [cell, header] of Object.entries(headers)) assert.equal(cellOf(header), cell);
  assert.equal(cellOf('text/html'), null);
  assert.equal(cellOf(`${json}, ${sse};q=0`), 'json-only');
});

test('strict looks for the names letter by letter, as the SDK does', () => {
  assert.equal(decide('strict', `${sse};q=0, ${json}`), 'json');
  assert.equal(decide('strict', `${json}x, x${sse}`), 'json');
  assert.equal(decide('strict', headers.both.toUpperCase()), 'refuse');
  assert.equal(decide('strict', 'application/*, text/*'), 'refuse');
});

test('ranges, q values and letter case count where a policy reads the header properly', () => {
  assert.equal(decide('strict-with-ranges', 'application/*, TEXT/*'), 'json');
  assert.equal(decide('strict-with-ranges', `${json}, ${sse};q=0`), 'refuse');
  assert.equal(decide('negotiating', `${json};q=0.1, ${sse}`), 'sse');
  assert.equal(decide('negotiating', `*/*, ${json};q=0`), 'sse');
  assert.equal(decide('negotiating', 'text/html'), 'refuse');
  assert.equal(accepts('*/*;q=0', 'json'), false);
  assert.equal(accepts(null, 'sse'), true);
});

test('a case-sensitive persona refuses upper case and nothing else', () => {
  const settings = { policy: 'negotiating', caseSensitive: true, hello: null, cells: noExceptions } as const;
  assert.equal(decideAccept(headers.both.toUpperCase(), settings, 'json').kind, 'other');
  assert.equal(decideAccept(headers.both, settings, 'json').kind, 'answer');
});

test('over HTTP the answer has the type that was decided, and the refusal is the 406 of the persona', async (t) => {
  const server = await serve(t, { accept: 'lenient', answer: 'sse' });
  const types = [];
  for (const header of Object.values(headers)) {
    const got = await post(server, hello, ...(header === null ? [] : [['Accept', header] as const]));
    types.push([got.status, got.headers['content-type']]);
  }
  assert.deepEqual(types, [
    [406, json],
    [200, json],
    [200, sse],
    [200, sse],
    [200, sse],
  ]);
});

test('a request without Accept arrives without an Accept line, and lines are kept as sent', async (t) => {
  const server = await serve(t, {});
  await post(server, hello);
  await post(server, hello, ['Accept', json], ['Accept', sse]);
  const accepted = server.received.map(({ headers: lines }) =>
    lines.filter(([name]) => /^accept$/i.test(name)),
  );
  assert.deepEqual(accepted, [
    [],
    [
      ['Accept', json],
      ['Accept', sse],
    ],
  ]);
  assert.deepEqual(JSON.parse(server.received[0]?.body ?? ''), hello);
});

test('an exception for one cell leaves the others alone', async (t) => {
  const page = { status: 500, contentType: 'text/html', body: 'oops' };
  const server = await serve(t, {
    accept: { cells: { wildcard: page, 'json-only': 'reset', 'sse-only': 'json', missing: 'refuse' } },
  });
  const wildcard = await post(server, hello, ['Accept', '*/*']);
  assert.deepEqual([wildcard.status, wildcard.body], [500, 'oops']);
  await assert.rejects(post(server, hello, ['Accept', json]), { code: 'ECONNRESET' });
  assert.equal((await post(server, hello, ['Accept', sse])).headers['content-type'], json);
  assert.equal((await post(server, hello)).status, 406);
  assert.equal((await post(server, hello, ['Accept', headers.both])).status, 200);
});

test('the 406 says as much as its persona lets it', async (t) => {
  const bodies = [];
  for (const notAcceptable of [
    {},
    { body: 'names-one' },
    { body: 'bare' },
    { body: 'empty' },
    { body: 'html' },
  ]) {
    const server = await serve(t, { accept: 'strict', notAcceptable });
    bodies.push((await post(server, hello)).body);
  }
  const named = bodies.map((body) => [body.includes(json), body.includes(sse)]);
  assert.deepEqual(named, [
    [true, true],
    [true, false],
    [false, false],
    [false, false],
    [false, false],
  ]);
  assert.equal(bodies[3], '');
  const server = await serve(t, { accept: 'strict', notAcceptable: { contentType: false } });
  assert.equal((await post(server, hello)).headers['content-type'], undefined);
});

test('a modern-only server names its versions to initialize whatever the Accept', async (t) => {
  const server = await serve(t, { eras: ['modern'], accept: 'strict' });
  const got = await post(server, hello);
  assert.deepEqual([got.status, JSON.parse(got.body).error.data.supported], [400, ['2026-07-28']]);
});
