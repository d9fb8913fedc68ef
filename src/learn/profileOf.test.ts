import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../errors.js';
import type { HeaderLine } from '../model.js';
import { type Naming, profileOf } from './profileOf.js';
import {
  ACCEPT,
  BOTH,
  INFO,
  learn,
  NAMING,
  PROBE,
  refused,
  request,
  rpc,
  visit,
} from './recorded.fixture.js';
import type { RecordedRequest } from './recorded.js';

describe('the profile of a live client', () => {
  it('has the steps in order, with placeholders for what the server said', () => {
    const { legacy, modern } = learn(visit(''));
    assert.deepEqual(
      legacy.map(({ name, when }) => [name, when]),
      [
        ['initialize', 'always'],
        ['initialized', 'always'],
        ['get', 'always'],
        ['tools/list', 'always'],
        ['delete', 'with-session'],
      ],
    );
    assert.deepEqual(legacy[3]?.headers, [
      ['Accept', BOTH],
      ['MCP-Protocol-Version', '{negotiated}'],
      ['Mcp-Session-Id', '{session}'],
    ]);
    assert.deepEqual(legacy[3]?.body, { jsonrpc: '2.0', id: '{id}', method: 'tools/list', params: {} });
    assert.deepEqual(modern, []);
  });

  it('takes its name from the client, and its format from the name', () => {
    const { id, client, title, versions, format } = learn(visit(''));
    assert.deepEqual(
      { id, client, title, versions, format },
      {
        id: 'a-client@1.2.3',
        client: 'a-client',
        title: 'A Client',
        versions: { from: '1.2.3', to: null },
        format: 'a-format',
      },
    );
    const named = learn(visit(''), { client: 'other', version: '9.0.1-beta.2', title: 'Other' });
    assert.deepEqual([named.id, named.title, named.format], ['other@9.0.1', 'Other', null]);
  });

  it('holds no credential, wherever it stands', () => {
    const secret = 'sk-live-4242424242';
    const headers: HeaderLine[] = [
      ['Authorization', `Bearer ${secret}`],
      ['Cookie', `sid=${secret}`],
      ['X-Api-Key', secret],
      ['X-Trace', 'ghp_abcdefghijklmnop1234'],
    ];
    const requests = visit('', headers);
    const hello = rpc('initialize', { headers }, { clientInfo: INFO, _meta: { token: `my ${secret}` } });
    const { profile, notes } = profileOf([hello, ...requests.slice(1)], NAMING);
    assert.doesNotMatch(JSON.stringify(profile), /4242|abcdefghijklmnop/);
    assert.deepEqual(notes[0], 'left out as credentials: Authorization, Cookie, X-Api-Key, X-Trace');
  });

  it('ends before a second conversation, and holds no tool call and no authorization', () => {
    const extras = [
      rpc('tools/call'),
      request({ method: 'GET', path: '/.well-known/oauth-authorization-server' }),
      request({ method: 'POST', path: '/register' }),
    ];
    const { legacy } = learn([...visit(''), ...extras, ...visit('')]);
    assert.equal(legacy.length, 5);
  });

  it('says nothing of configured headers where none arrived', () => {
    assert.deepEqual(learn(visit('')).configured, { '*': {} });
    const { profile, notes } = profileOf([...visit(''), ...visit('headers')], NAMING);
    assert.deepEqual(profile.configured, { '*': {} });
    assert.equal(profile.assumed?.[0], 'configured');
    assert.match(notes.join('\n'), /no configured header arrived/);
  });

  for (const [accept, merging] of [
    [BOTH, 'ignored'],
    [ACCEPT, 'replaced'],
    [`${ACCEPT}, text/event-stream`, 'before'],
    [`${ACCEPT}, ${BOTH}`, 'in-front'],
    [`${ACCEPT} ${BOTH}`, 'joined'],
    [`${BOTH}, ${ACCEPT}`, 'after'],
  ] as const) {
    it(`calls a configured Accept ${merging} when ${accept} goes out`, () => {
      const { configured } = learn([...visit(''), ...visit('headers', [PROBE], accept)]);
      assert.equal(configured['accept']?.post, merging);
      assert.equal(configured['*']?.get, 'replaced');
      assert.equal(configured['user-agent']?.post, 'ignored');
    });
  }

  it('calls two lines a second line, and claims nothing of what it cannot read', () => {
    const line: HeaderLine = ['Accept', ACCEPT];
    const doubled = learn([...visit(''), ...visit('headers', [PROBE, line])]);
    assert.equal(doubled.configured['accept']?.initialize, 'second-line');
    const odd = learn([...visit(''), ...visit('headers', [PROBE], 'x/y')]);
    assert.equal(odd.configured['accept'], undefined);
  });

  it('learns on which conditions the GET comes', () => {
    const whenOfGet = (requests: RecordedRequest[]) =>
      learn([...visit(''), ...requests]).legacy.find(({ name }) => name === 'get')?.when;
    const without = (behaviour: string) => visit(behaviour).filter(({ method }) => method !== 'GET');
    assert.equal(whenOfGet(visit('stateless')), 'always');
    assert.equal(whenOfGet(without('stateless')), 'with-session');
    assert.equal(whenOfGet(without('initialized-200-empty')), 'accepted');
    assert.equal(whenOfGet(without('stream')), 'without-stream');
    assert.equal(
      whenOfGet([...without('stream'), ...without('initialized-200-empty')]),
      'accepted-without-stream',
    );
  });

  it('has the modern steps that follow a discover that was answered', () => {
    const modern = [
      rpc('server/discover', { behaviour: 'modern' }),
      rpc('tools/list', { behaviour: 'modern', headers: [['MCP-Protocol-Version', '2026-07-28']] }),
    ];
    const profile = learn([refused('', 400, 'server/discover'), ...visit(''), ...modern]);
    assert.deepEqual(
      profile.modern.map(({ name, headers }) => [name, headers]),
      [['tools/list', [['MCP-Protocol-Version', '2026-07-28']]]],
    );
    assert.ok(!profile.assumed?.includes('modern'));
  });
});

describe('a client that opens with server/discover', () => {
  const discover = (behaviour: string, part: Parameters<typeof rpc>[1]): RecordedRequest =>
    rpc('server/discover', { behaviour, ...part }, { _meta: { 'io.modelcontextprotocol/clientInfo': INFO } });
  const refusal = { answer: { status: 400, result: false } };
  const modern = [discover('modern', {}), rpc('tools/list', { behaviour: 'modern' })];

  it('has a profile where it was shown a modern server alone, its legacy part assumed', () => {
    const { profile, remaining } = profileOf(modern, NAMING);
    assert.deepEqual(
      [profile.legacy.map(({ name }) => name), profile.modern.map(({ name }) => name)],
      [['discover'], ['tools/list']],
    );
    assert.equal(profile.assumed?.[0], 'legacy');
    assert.ok(remaining.some(({ name }) => name === 'headers'));
  });

  it('has one where it speaks the modern revision only, and a refusal is its end', () => {
    const { legacy, reactions, assumed } = learn([discover('', refusal), ...modern]);
    assert.deepEqual(
      legacy.map(({ name }) => name),
      ['discover'],
    );
    assert.deepEqual(reactions.discoverFatal, [{ status: ['4xx'] }]);
    assert.ok(!assumed?.includes('legacy'));
  });

  it('is told what is still to be learned', () => {
    const { remaining } = profileOf([discover('', refusal), ...visit('')], NAMING);
    const names = remaining.map(({ name }) => name);
    for (const name of [
      'modern',
      'headers',
      'version-2024-11-05',
      'initialized-406-json-rpc',
      'all-202-empty',
    ]) {
      assert.ok(names.includes(name), name);
    }
    const plain = profileOf(visit(''), NAMING).remaining.map(({ name }) => name);
    // What only such a client meets is not asked of others.
    assert.ok(!plain.includes('modern') && !plain.includes('all-202-empty'));
  });
});

describe('what no profile can be made of', () => {
  const faults: [name: string, requests: RecordedRequest[], naming: Partial<Naming>, title: RegExp][] = [
    ['no hello', [request({ method: 'GET' })], {}, /said no hello/],
    ['headers at the plain URL', visit('', [PROBE]), {}, /configured with headers/],
    ['a hello alone', visit('').slice(0, 1), {}, /said hello and no more/],
    ['no name', [rpc('initialize'), rpc('tools/list')], {}, /does not say its name/],
    ['no version', [rpc('initialize'), rpc('tools/list')], { client: 'x' }, /which version/],
    ['a version that is none', visit(''), { version: 'latest' }, /which version/],
  ];
  for (const [name, requests, naming, title] of faults) {
    it(`${name} is an error that says what to do`, () => {
      assert.throws(
        () => profileOf(requests, { ...NAMING, ...naming }),
        (error) => error instanceof UserError && title.test(error.title) && error.detail.whatToDo !== '',
      );
    });
  }
});
