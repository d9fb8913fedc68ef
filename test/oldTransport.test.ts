import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { head } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';
import { probePersona } from './probing.js';
import { itComesTo, profiles, replayAgainst, type Said } from './replaying.js';

const cases: Record<string, Said> = {
  'the old transport, by a fallback': {
    client: 'opencode',
    server: { transport: 'http+sse' },
    connects: true,
    because: 'by the old HTTP+SSE transport, which it tries after a refused initialize',
  },
  'the old transport, by a fallback that fails': {
    client: 'mcpjam-sdk',
    server: { transport: 'http+sse' },
    connects: false,
    failedAt: ['initialize', 405],
    because: 'the server speaks the old HTTP+SSE transport only; this client tries it and fails',
  },
  'the old transport, whose endpoint answers 410': {
    client: 'opencode',
    server: { transport: 'http+sse', oldEndpoint: { status: 410, body: 'gone' } },
    connects: false,
    failedAt: ['initialize', 410],
    because:
      'the stream of the old HTTP+SSE transport names an endpoint, and there initialize was answered 410',
  },
  'the old transport, whose endpoint is elsewhere': {
    client: 'opencode',
    server: { transport: 'http+sse', oldEndpoint: 'elsewhere' },
    connects: false,
    failedAt: ['GET', 200],
    because:
      'the stream of the old HTTP+SSE transport names an endpoint on another origin, and no client sends there',
  },
  'the old transport, whose stream is lost': {
    client: 'opencode',
    server: { transport: 'http+sse', oldEndpoint: 'lost' },
    connects: null,
    because:
      'the GET for the old HTTP+SSE transport was cut before the answer came: what this client comes to cannot be told',
  },
};

describe('a client of the old HTTP+SSE transport posts where its stream says', { concurrency: 4 }, () => {
  itComesTo(cases);

  test('by one GET, whose stream stays open for the answer; the session in the endpoint is not kept', async () => {
    const { received, replays } = await replayAgainst({ transport: 'http+sse' }, ['opencode']);
    const methods = received.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    assert.deepEqual(methods, ['POST /mcp', 'GET /mcp', 'POST /messages']);
    const id = received.at(-1)?.path.split('sessionId=')[1] ?? '';
    assert.ok(id.length > 8);
    assert.ok(!JSON.stringify(replays).includes(id));
  });

  test('one GET in all: what the first client got is told of those after it', async () => {
    const { received, reports } = await replayAgainst({ transport: 'http+sse' }, ['opencode', 'mcpjam-sdk']);
    assert.equal(received.filter(({ method }) => method === 'GET').length, 1);
    const said = [...reports.values()].map(({ connects, because }) => [connects, because]);
    const fails = 'the server speaks the old HTTP+SSE transport only; this client tries it and fails';
    assert.deepEqual(said, [
      [true, 'by the old HTTP+SSE transport, which it tries after a refused initialize'],
      [false, `${fails}; told from the GET of opencode, since a second has killed such servers`],
    ]);
  });

  test('after a GET that died every client that would send one is unknown, never "does not try it"', async () => {
    const server = { transport: 'http+sse', oldEndpoint: 'lost' };
    const { received, reports } = await replayAgainst(server, ['opencode', 'mcpjam-sdk']);
    assert.equal(received.filter(({ method }) => method === 'GET').length, 1);
    const said = [...reports.values()];
    assert.deepEqual(
      said.map(({ connects }) => connects),
      [null, null],
    );
    assert.match(said[0]?.because ?? '', /^the GET for the old HTTP\+SSE transport was .*cannot be told$/);
    // The process is gone, so the next one's own hello fails already.
    assert.equal(said[1]?.because, 'the server cannot be reached');
  });

  test('one GET in a run with clients too: theirs shows the transport', async () => {
    const chosen = profiles.filter(({ client }) => client === 'opencode' || client === 'mcpjam-sdk');
    const { recording, received } = await probePersona('legacy-sse', {}, { profiles: chosen });
    assert.equal(received.filter(({ method }) => method === 'GET').length, 1);
    assert.equal(observe(recording).server.legacySse, true);
    assert.ok(recording.notSent.some(({ flow }) => flow === 'legacy/http-sse'));
  });
});

test('a POST that opens the stream too is not waited for (vite-plugin-mcp), and the old transport is what it is', async (t) => {
  const server = await listen((socket) => {
    socket.write(`${head('200 OK', 'Content-Type: text/event-stream')}event: endpoint\ndata: /m?s=1\n\n`);
  });
  t.after(() => server.close());
  const ran = await run(['probe', server.url, '--timeout', '20s', '--json']);
  const [target] = (JSON.parse(ran.stdout) as Report).targets;
  assert.equal(target?.diagnosis?.id, 'old-transport');
  assert.ok((target?.ms ?? Number.POSITIVE_INFINITY) < 10_000);
});
