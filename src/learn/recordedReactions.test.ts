import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learn, refused, request, rpc, visit } from './recorded.fixture.js';

describe('the reactions in a profile', () => {
  it('names every reaction that was not seen', () => {
    assert.deepEqual(learn(visit('')).assumed, [
      'configured',
      'sseFallback',
      'initializedFatal',
      'getDropsSession',
      'sniffsJson',
      'protocolVersions',
      'authorization',
      'silence',
    ]);
    const asking = learn([refused('', 400, 'server/discover'), ...visit('')]);
    assert.deepEqual(asking.assumed?.slice(0, 3), ['modern', 'configured', 'discoverFatal']);
  });

  it('learns what ends it: a refusal stands for its class unless another of the class did not', () => {
    const discover = refused('', 400, 'server/discover');
    const all = (status: number) => refused(`all-${status}-text`, status, 'server/discover');
    const { reactions } = learn([
      discover,
      ...visit(''),
      all(500),
      all(403),
      all(404),
      refused('all-404-text', 404),
      ...visit('initialized-400-json-rpc').slice(0, 1),
      rpc('notifications/initialized', { behaviour: 'initialized-400-json-rpc', answer: { status: 400 } }),
    ]);
    assert.deepEqual(reactions.discoverFatal, [{ status: ['5xx'] }, { status: [403], body: ['text'] }]);
    assert.deepEqual(reactions.initializedFatal, [{ status: ['4xx'] }]);
    assert.equal(reactions.sseFallback, null);
  });

  it('learns the old transport, the dropped session, the versions and the search for authorization', () => {
    const fallback = request({
      behaviour: 'all-405-text',
      method: 'GET',
      headers: [['Accept', 'text/event-stream']],
    });
    const dropped = visit('get-404').slice(0, 3);
    const metadata = request({ behaviour: 'all-401-json', method: 'GET', path: '/.well-known/x' });
    const hello = visit('version-2025-03-26')[0];
    assert.ok(hello);
    const { reactions, assumed } = learn([
      ...visit(''),
      refused('all-405-text', 405),
      fallback,
      refused('old-transport', 200),
      rpc('initialize', { behaviour: 'old-transport', path: '/messages' }),
      ...dropped,
      rpc('tools/list', { behaviour: 'get-404', answer: { status: 400 } }),
      refused('version-2000-01-01', 200),
      { ...hello, answer: { ...hello.answer, version: '2025-03-26' } },
      ...visit('version-2025-03-26').slice(1),
      ...visit('label-text').slice(0, 1),
      refused('all-401-json', 401),
      metadata,
      request({ behaviour: 'all-401-json', path: '/register' }),
      rpc('initialize', { behaviour: 'initialized-200-empty' }),
      ...visit('initialized-200-empty').slice(1, 2),
      ...visit('initialized-200-empty').slice(3),
    ]);
    assert.deepEqual(reactions, {
      discoverFatal: [],
      discoverPatienceMs: null,
      sseFallback: {
        after: [{ status: [405], body: ['text'] }],
        gets: [{ path: null, headers: [['Accept', 'text/event-stream']] }],
        works: true,
      },
      initializedFatal: [],
      getDropsSession: [404],
      sniffsJson: false,
      protocolVersions: ['2025-11-25', '2025-03-26'],
      authorization: { on: [401], registers: true },
    });
    assert.deepEqual(assumed, ['configured', 'silence']);
  });
});
