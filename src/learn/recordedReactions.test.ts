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
    const { reactions, assumed, seen } = learn([
      discover,
      ...visit(''),
      all(500),
      all(403),
      all(404),
      refused('all-404-text', 404),
      ...visit('initialized-400-json-rpc').slice(0, 1),
      rpc('notifications/initialized', { behaviour: 'initialized-400-json-rpc', answer: { status: 400 } }),
    ]);
    assert.deepEqual(reactions.discoverFatal, [{ status: ['5xx'] }, { status: [403] }]);
    assert.deepEqual(reactions.initializedFatal, [{ status: ['4xx'] }]);
    assert.equal(reactions.sseFallback, null);
    // What else it may meet was not tried.
    for (const name of ['discoverFatal', 'initializedFatal', 'sseFallback'] as const) {
      assert.ok(assumed?.includes(name), name);
    }
    assert.deepEqual(seen, { discover: [403, 404, 500], initialized: [400] });
  });

  it('learns the old transport, the dropped session, the versions and the search for authorization', () => {
    const fallback = request({
      behaviour: 'all-405-text',
      method: 'GET',
      headers: [['Accept', 'text/event-stream']],
    });
    const dropped = visit('get-404').slice(0, 2);
    const metadata = request({ behaviour: 'all-401-json', method: 'GET', path: '/.well-known/x' });
    const hello = visit('version-2025-03-26')[0];
    assert.ok(hello);
    const { reactions, assumed, seen } = learn([
      ...visit(''),
      refused('all-405-text', 405),
      fallback,
      refused('old-transport', 200),
      rpc('initialize', { behaviour: 'old-transport', path: '/messages' }),
      ...dropped,
      request({ behaviour: 'get-404', method: 'GET', answer: { status: 404 } }),
      rpc('tools/list', { behaviour: 'get-404', answer: { status: 400 } }),
      refused('version-2000-01-01', 200),
      { ...hello, answer: { ...hello.answer, version: '2025-03-26' } },
      ...visit('version-2025-03-26').slice(1),
      ...visit('label-text').slice(0, 1),
      refused('all-401-json', 401),
      metadata,
      request({ behaviour: 'all-401-json', path: '/register' }),
      rpc('initialize', { behaviour: 'initialized-200-empty' }),
      rpc('notifications/initialized', { behaviour: 'initialized-200-empty' }),
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
      getFatal: [],
      getDropsSession: [404],
      sniffsJson: false,
      protocolVersions: ['2025-11-25', '2025-03-26'],
      authorization: { on: [401], registers: true },
    });
    // One answer of each kind is never all.
    assert.deepEqual(assumed, [
      'configured',
      'sseFallback',
      'initializedFatal',
      'getDropsSession',
      'protocolVersions',
      'authorization',
      'silence',
    ]);
    assert.deepEqual(seen, { initialize: [401], initialized: [200], get: [404] });
  });

  it('knows a reaction once each of its lessons was visited', () => {
    const notifications = [
      ['initialized-200-empty', 200],
      ['initialized-400-json-rpc', 400],
      ['initialized-406-json-rpc', 406],
      ['initialized-500-text', 500],
    ] as const;
    const heard = notifications.map(([behaviour, status]) =>
      rpc('notifications/initialized', { behaviour, answer: { status } }),
    );
    const survived = rpc('tools/list', { behaviour: 'initialized-406-json-rpc' });
    const { reactions, assumed, seen } = learn([...visit(''), ...heard, survived]);
    assert.ok(!assumed?.includes('initializedFatal'));
    assert.deepEqual(reactions.initializedFatal, [
      { status: [200], body: ['json-rpc'] },
      { status: [400] },
      { status: ['5xx'] },
    ]);
    assert.equal(seen, undefined);
  });

  it('takes the plain refusal of a discover for one that was survived', () => {
    const discover = (behaviour: string, status: number) => refused(behaviour, status, 'server/discover');
    const { reactions } = learn([discover('', 400), ...visit(''), discover('all-401-json', 401)]);
    assert.deepEqual(reactions.discoverFatal, [{ status: [401] }]);
  });

  it('takes the versions that were met for all only once every revision was', () => {
    const offered = (version: string, goesOn: boolean) => {
      const behaviour = `version-${version}`;
      const [hello, ...rest] = visit(behaviour);
      assert.ok(hello);
      return [{ ...hello, answer: { ...hello.answer, version } }, ...(goesOn ? rest : [])];
    };
    const one = learn([...visit(''), ...offered('2000-01-01', false)]);
    assert.ok(one.assumed?.includes('protocolVersions'));
    const all = learn([
      ...visit(''),
      ...offered('2000-01-01', false),
      ...offered('2024-11-05', false),
      ...offered('2025-03-26', true),
      ...offered('2025-06-18', true),
    ]);
    assert.ok(!all.assumed?.includes('protocolVersions'));
    assert.deepEqual(all.reactions.protocolVersions, ['2025-11-25', '2025-03-26', '2025-06-18']);
    const any = learn([...visit(''), ...offered('2000-01-01', true)]);
    assert.deepEqual(
      [any.reactions.protocolVersions, any.assumed?.includes('protocolVersions')],
      [null, false],
    );
  });
});
