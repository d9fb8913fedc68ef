import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Limiter } from './limits.js';
import type { RateLimitSettings } from './persona.js';
import { bearer, bothTypes, type Got, hello, post, serve } from './raw-client.js';

const settings: RateLimitSettings = {
  limit: 2,
  windowSeconds: 10,
  refusal: '429',
  headers: 'ratelimit',
  headersOn: ['success', '406', '429'],
  retryAfter: 'seconds',
  counts406: true,
  counts401: false,
};

const remaining = ({ headers }: Got) => headers['ratelimit-remaining'];

test('a window opens with its first request and closes after its length', () => {
  let now = 1_000_000;
  const limiter = new Limiter(settings, () => now);
  assert.deepEqual([limiter.take(), limiter.take(), limiter.take()], [true, true, false]);
  now += 9_999;
  assert.equal(limiter.take(), false);
  assert.deepEqual(Object.fromEntries(limiter.headers(429))['Retry-After'], '1');
  now += 1;
  assert.equal(limiter.take(), true);
});

test('each header family says the same in its own words', () => {
  const lines = (headers: RateLimitSettings['headers']) => {
    const limiter = new Limiter({ ...settings, headers }, () => 1_000_000);
    limiter.take();
    return limiter.headers(200).map((line) => line.join(': '));
  };
  assert.deepEqual(lines('ratelimit'), [
    'RateLimit-Limit: 2',
    'RateLimit-Remaining: 1',
    'RateLimit-Reset: 10',
  ]);
  assert.deepEqual(lines('x-ratelimit')[2], 'X-RateLimit-Reset: 1010');
  assert.deepEqual(lines('draft'), ['RateLimit-Policy: "default";q=2;w=10', 'RateLimit: "default";r=1;t=10']);
  assert.deepEqual(lines('none'), []);
});

test('Retry-After is seconds, a date, nonsense or absent', () => {
  const retryAfter = (how: RateLimitSettings['retryAfter']) => {
    const limiter = new Limiter({ ...settings, retryAfter: how }, () => 1_000_000);
    limiter.take();
    return Object.fromEntries(limiter.headers(429))['Retry-After'];
  };
  assert.equal(retryAfter('seconds'), '10');
  assert.equal(retryAfter('date'), new Date(1_010_000).toUTCString());
  assert.equal(retryAfter('malformed'), 'in a moment');
  assert.equal(retryAfter('none'), undefined);
});

test('over HTTP the request after the last is 429', async (t) => {
  const server = await serve(t, { rateLimit: { limit: 2, windowSeconds: 3600 } });
  await post(server, hello, bothTypes);
  const last = await post(server, hello, bothTypes);
  const over = await post(server, hello, bothTypes);
  assert.deepEqual([last.status, remaining(last)], [200, '0']);
  assert.deepEqual([over.status, remaining(over)], [429, '0']);
  assert.match(String(over.headers['retry-after']), /^\d+$/);
});

test('a 406 uses up a request, unless the persona does not count it', async (t) => {
  for (const [counts406, left] of [
    [true, '7'],
    [false, '8'],
  ] as const) {
    const server = await serve(t, {
      accept: 'strict',
      rateLimit: { limit: 10, windowSeconds: 3600, counts406 },
    });
    const before = await post(server, hello, bothTypes);
    await post(server, hello);
    const after = await post(server, hello, bothTypes);
    assert.deepEqual([remaining(before), remaining(after)], ['9', left]);
  }
});

test('a 401 uses up a request only where the persona counts it', async (t) => {
  for (const [counts401, left] of [
    [true, '8'],
    [false, '9'],
  ] as const) {
    for (const order of ['before-accept', 'after-accept']) {
      const rateLimit = { limit: 10, windowSeconds: 3600, counts401 };
      const server = await serve(t, { auth: { order }, rateLimit });
      await post(server, hello, bothTypes);
      assert.equal(remaining(await post(server, hello, bothTypes, bearer)), left);
    }
  }
});

test('limit headers stand only on the answers that the persona names', async (t) => {
  const rateLimit = { limit: 3, windowSeconds: 3600, headersOn: ['406'], retryAfter: 'none' };
  const server = await serve(t, { accept: 'strict', rateLimit });
  const success = await post(server, hello, bothTypes);
  const refused = await post(server, hello);
  await post(server, hello, bothTypes);
  const over = await post(server, hello, bothTypes);
  assert.deepEqual([success, refused, over].map(remaining), [undefined, '1', undefined]);
  assert.deepEqual([over.status, over.headers['retry-after']], [429, undefined]);
});
