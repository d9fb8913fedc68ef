import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { HeaderLine, Report, TargetReport } from '../src/model.js';
import { head, plainMcp, whole } from './hostile/answers.js';
import { redirectTo } from './hostile/broken.js';
import { assertOrderly } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, type HostileServer, listen } from './hostile/server.js';
import { replayAt } from './replaying.js';

const TOKEN = 'example-token-0123456789';
const AUTHORIZED: HeaderLine[] = [['Authorization', `Bearer ${TOKEN}`]];

async function serve(t: TestContext, behaviour: Behaviour): Promise<HostileServer> {
  const server = await listen(behaviour);
  t.after(() => server.close());
  return server;
}

/** Redirects each path to the next; what has none is answered by `last`. */
function leading(
  to: Record<string, string>,
  last: Behaviour = plainMcp,
  status = '308 Permanent Redirect',
): Behaviour {
  return (socket, request) => {
    const next = to[request.path];
    if (next === undefined) last(socket, request);
    else socket.write(head(status, `Location: ${next}`, 'Content-Length: 0'));
  };
}

async function probe(url: string, ...more: string[]): Promise<TargetReport> {
  const auth = ['-H', `Authorization: Bearer ${TOKEN}`];
  const ran = await run(['probe', url, ...auth, '--quick', '--json', ...more]);
  const [target] = (JSON.parse(ran.stdout) as Report).targets;
  assert.ok(target !== undefined, ran.stderr);
  return target;
}

describe('a redirect is gone after hop by hop, without credentials', () => {
  it('to another origin and on: the final URL is what to configure, if an MCP server answers there', async (t) => {
    const final = await serve(t, leading({ '/a': '/b' }));
    const to = `http://127.0.0.1:${final.port}`;
    const first = await serve(t, leading({ '/mcp': `${to}/a` }));
    const target = await probe(first.url);
    assert.deepEqual(
      target.redirects.map(({ url, status, answers }) => [url, status, answers]),
      [
        [`${to}/a`, 308, 'redirect'],
        [`${to}/b`, 200, 'mcp'],
      ],
    );
    assert.match(target.diagnosis?.do[0]?.step ?? '', new RegExp(`${to}/b$`));
    assert.match(target.diagnosis?.confidence.because.join() ?? '', /an MCP server answers there/);
    assert.ok(final.received.length > 0);
    assert.ok(final.received.every(({ head }) => !head.includes(TOKEN)));
    assert.equal(target.requests, first.received.length + final.received.length);
  });

  it('on the same origin none travel either; a 401 there is as MCP servers ask', async (t) => {
    const asking: Behaviour = (socket) =>
      void socket.write(whole('401 Unauthorized', 'text/plain', '', 'WWW-Authenticate: Bearer'));
    const server = await serve(t, leading({ '/mcp': '/mcp/' }, asking));
    const target = await probe(server.url);
    assert.deepEqual(
      target.redirects.map(({ answers }) => answers),
      ['credentials'],
    );
    assert.ok(
      server.received.filter(({ path }) => path === '/mcp/').every(({ head }) => !head.includes(TOKEN)),
    );
  });

  it('to a page: the confidence falls', async (t) => {
    const page: Behaviour = (socket) => void socket.write(whole('200 OK', 'text/html', '<h1>moved</h1>'));
    const server = await serve(t, leading({ '/mcp': '/new' }, page));
    const { diagnosis, redirects } = await probe(server.url);
    assert.deepEqual([redirects[0]?.answers, diagnosis?.confidence.level], ['other', 'possible']);
  });

  it('a circle ends, and a login page is not asked', async (t) => {
    const circle = await serve(t, leading({ '/mcp': '/a', '/a': '/b', '/b': '/a' }));
    assert.equal((await probe(circle.url)).redirects.length, 5);
    const login = await serve(t, leading({ '/mcp': '/login?next=/mcp' }));
    assert.deepEqual((await probe(login.url)).redirects, []);
    assert.ok(login.received.every(({ path }) => path === '/mcp'));
  });
});

/** Measured on 27 clients and Claude Code, Codex, Gemini and opencode at a Starlette mount (neo4j, arxiv). */
describe('a redirect to the slash keeps those out that do not go after it, and nobody else', () => {
  for (const [status, title, claude] of [
    ['307 Temporary Redirect', /^Not every client can connect at this URL/, 'connected'],
    ['308 Permanent Redirect', /^Not every client can connect at this URL/, 'connected'],
    ['301 Moved Permanently', /^Nobody can connect at this URL/, 'redirect-not-followed'],
  ] as const) {
    it(status, async (t) => {
      const { url } = await serve(t, leading({ '/mcp': '/mcp/' }, plainMcp, status));
      const follower = await probe(url, '--client', 'claude-code');
      assert.match(follower.diagnosis?.title ?? '', title);
      assert.equal(follower.clients?.[0]?.outcome, claude);
      const [java] = (await probe(url, '--client', 'java-sdk')).clients ?? [];
      assert.deepEqual([java?.connects, java?.outcome], [false, 'redirect-not-followed']);
      assert.match(java?.fix?.what ?? '', /write the URL that the redirect leads to, http:\S+\/mcp\/$/);
    });
  }
});

it('a redirect is not followed: another origin receives one hello that asks who answers there, and no credentials', async (t) => {
  const other = await serve(t, plainMcp);
  const { url, received } = await serve(t, redirectTo(other.url));
  const env = { TOKEN: 'redirect-canary' };
  const ran = await run(['probe', url, '--bearer-env', 'TOKEN', '--format', 'json'], { env });
  const { notJudged } = JSON.parse(ran.stdout).targets[0];
  assert.equal(ran.code, 1);
  assert.match(notJudged.whatToDo.join(), RegExp(`configure.*: ${other.url}`));
  assert.ok(received.some(({ head }) => head.includes('redirect-canary')));
  const [{ method, head } = {}, ...more] = other.received;
  assert.deepEqual([method, head?.includes('redirect-canary'), more.length], ['POST', false, 0]);
  assertOrderly(ran, received.length + other.received.length);
});

describe('a client that follows a redirect is followed there', () => {
  const replayed = (url: string) =>
    replayAt(url, ['claude-code', 'java-sdk'], { configured: AUTHORIZED, thorough: true, timeoutMs: 3000 });

  it('with its message and its credentials, on the same origin: the Java SDK alone stays out', async (t) => {
    const server = await serve(t, leading({ '/mcp': '/mcp/' }, plainMcp, '307 Temporary Redirect'));
    const { reports, replays } = await replayed(server.url);
    assert.deepEqual(
      [...reports.values()].map(({ client, connects }) => [client, connects]),
      [
        ['claude-code', true],
        ['java-sdk', false],
      ],
    );
    const [claude] = reports.values();
    assert.match(claude?.because ?? '', /^by way of the redirect to \/mcp\//);
    const [first] = replays;
    const paths = first?.flow.exchanges.map(({ step, request }) => [step, new URL(request.url).pathname]);
    assert.deepEqual(paths?.slice(0, 4), [
      [0, '/mcp'],
      [0, '/mcp/'],
      [1, '/mcp'],
      [1, '/mcp/'],
    ]);
    assert.ok(server.received.every(({ head }) => head.includes(TOKEN)));
  });

  it('no further where that leads to another origin, nor round in circles', async (t) => {
    const other = await serve(t, plainMcp);
    const away = await serve(t, leading({ '/mcp': `${other.url}` }, plainMcp, '307 Temporary Redirect'));
    const circle = await serve(t, leading({ '/mcp': '/mcp' }, plainMcp, '307 Temporary Redirect'));
    for (const { url } of [away, circle]) {
      const { reports } = await replayed(url);
      assert.deepEqual(
        [...reports.values()].map(({ connects }) => connects),
        [null, false],
      );
    }
    assert.deepEqual(other.received, []);
    assert.equal(circle.received.length, 5, 'each of two messages is sent on once, and no more');
  });
});
