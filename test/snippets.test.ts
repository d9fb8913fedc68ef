import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { rateLimit } from 'express-rate-limit';
import { Hono, type MiddlewareHandler } from 'hono';

const JSON_TYPE = 'application/json';
const SSE_TYPE = 'text/event-stream';
const BOTH = `${JSON_TYPE}, ${SSE_TYPE}`;
const BEARER = 'Bearer canary-bearer-token';

type GuardOptions = { produces?: string; strict?: boolean; log?: (line: string) => void };
type ExpressHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;
type ExpressApp = ((req: IncomingMessage, res: ServerResponse) => void) & {
  all(path: string, ...handlers: ExpressHandler[]): void;
};

// Express publishes no types of its own.
const express: () => ExpressApp = createRequire(import.meta.url)('express');
const expressGuard = await loadGuard<ExpressHandler>('express');
const honoGuard = await loadGuard<MiddlewareHandler>('hono');

/** Imports a snippet as a user would, from the published folder above wherever this test was compiled to. */
async function loadGuard<Handler>(framework: string): Promise<(options?: GuardOptions) => Handler> {
  const path = `rules/remedies/accept-guard/${framework}.mjs`;
  let root = new URL('.', import.meta.url);
  while (!existsSync(new URL(path, root)) && root.pathname !== '/') root = new URL('..', root);
  const snippet = await import(new URL(path, root).href);
  assert.equal(typeof snippet.acceptGuard, 'function');
  return snippet.acceptGuard;
}

/** A server whose one tool answers with the Accept header that the transport handed to it. */
function mcpServer(): McpServer {
  const server = new McpServer({ name: 'snippet-host', version: '1.0.0' });
  server.registerTool('accept', {}, ({ requestInfo }) => ({
    content: [{ type: 'text', text: String(requestInfo?.headers['accept']) }],
  }));
  return server;
}

function expressHost(json: boolean, guard: GuardOptions | null): Server {
  const app = express();
  const limiter = rateLimit({ limit: 1000, standardHeaders: 'draft-6', legacyHeaders: false });
  const bearer: ExpressHandler = (req, res, next) => {
    if (req.headers.authorization === BEARER) return next();
    return res.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
  };
  app.all('/mcp', limiter, bearer, ...(guard ? [expressGuard(guard)] : []), async (req, res) => {
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: json });
    await mcpServer().connect(transport);
    await transport.handleRequest(req, res);
  });
  return createServer(app);
}

function honoHost(json: boolean, guard: GuardOptions | null): Server {
  const app = new Hono();
  let remaining = 1000;
  const limiter: MiddlewareHandler = async (c, next) => {
    remaining -= 1;
    await next();
    c.header('RateLimit-Remaining', String(remaining));
  };
  const bearer: MiddlewareHandler = async (c, next) => {
    if (c.req.header('authorization') === BEARER) return next();
    return c.body(null, 401, { 'WWW-Authenticate': 'Bearer' });
  };
  app.use('/mcp', limiter, bearer, ...(guard ? [honoGuard(guard)] : []));
  app.all('/mcp', async (c) => {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: json });
    await mcpServer().connect(transport);
    return transport.handleRequest(c.req.raw);
  });
  return createServer(getRequestListener(app.fetch));
}

type Answer = { status: number | undefined; headers: IncomingMessage['headers']; body: string };
type Headers = Record<string, string | string[]>;

/** One running server, what its guard logged, and a way to ask it. */
class Host {
  readonly lines: string[] = [];
  readonly #server: Server;

  constructor(make: typeof expressHost, json: boolean, guard: GuardOptions | null) {
    this.#server = make(json, guard && { ...guard, log: (line) => this.lines.push(line) });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Sends one tools/call; `accept` undefined sends no Accept header, for `http.request` adds none. */
  ask(accept: string | string[] | undefined, more: Headers = {}, method = 'POST'): Promise<Answer> {
    const address = this.#server.address();
    assert.ok(address && typeof address === 'object');
    const url = `http://127.0.0.1:${address.port}/mcp?token=canary-query-token`;
    const headers: Headers = { 'Content-Type': JSON_TYPE, Authorization: BEARER, ...more };
    if (accept !== undefined) headers['Accept'] = accept;
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent: false }, (res) => {
        text(res).then((body) => resolve({ status: res.statusCode, headers: res.headers, body }), reject);
      });
      sent.on('error', reject);
      sent.end('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"accept"}}');
    });
  }
}

/** Asserts a 200 of the given type, whose tool saw the rewritten header and nothing else. */
function assertServed(answer: Answer, type: string): void {
  assert.equal(answer.status, 200, answer.body);
  assert.equal(answer.headers['content-type'], type);
  const json = type === SSE_TYPE ? answer.body.replace(/^[\s\S]*?^data: /m, '') : answer.body;
  assert.deepEqual(JSON.parse(json).result.content, [{ type: 'text', text: BOTH }]);
}

/** Asserts the guard's 406: a JSON-RPC error that names both types and says what to send. */
function assertRefused(answer: Answer, why = ''): void {
  assert.equal(answer.status, 406, answer.body);
  assert.equal(answer.headers['content-type'], JSON_TYPE);
  const { error, ...rest } = JSON.parse(answer.body);
  assert.deepEqual({ ...rest, code: error.code }, { jsonrpc: '2.0', id: null, code: -32000 });
  assert.ok(error.message.includes(why), error.message);
  assert.match(error.message, /Send this header: Accept: application\/json, text\/event-stream$/);
}

const remaining = (answer: Answer) => Number(answer.headers['ratelimit-remaining']);

/** What every server behind the guard must serve. */
const WELCOME: [name: string, accept: string | string[] | undefined][] = [
  ['no Accept at all', undefined],
  ['an empty Accept', ''],
  ['*/*', '*/*'],
  ['application/*, text/*', 'application/*, text/*'],
  ['upper case', BOTH.toUpperCase()],
  ['both types', BOTH],
  ['both types on two header lines', [JSON_TYPE, SSE_TYPE]],
  ['a low but positive weight', '*/*;q=0.001'],
  ['a quoted value that looks like a refusal', `${JSON_TYPE};x="a,;q=0;", ${SSE_TYPE};x=";q=0;"`],
  ['a refusal of one version only', `${JSON_TYPE};v=2;q=0, ${SSE_TYPE};v=2;q=0, ${BOTH}`],
];

for (const [framework, make] of [['Express', expressHost] as const, ['Hono', honoHost] as const]) {
  describe(`the ${framework} guard`, () => {
    const bare = new Host(make, true, null);
    const strict = new Host(make, true, { strict: true });
    const json = new Host(make, true, { produces: JSON_TYPE });
    const sse = new Host(make, false, {});
    const hosts = [bare, strict, json, sse];
    before(() => Promise.all(hosts.map((host) => host.listen())));
    after(() => Promise.all(hosts.map((host) => host.close())));

    test('is needed: without it the transport answers 406 to */*', async () => {
      assert.equal((await bare.ask('*/*')).status, 406);
      assertServed(await bare.ask(BOTH), JSON_TYPE);
    });

    const servers = [[json, JSON_TYPE, SSE_TYPE] as const, [sse, SSE_TYPE, JSON_TYPE] as const];
    for (const [host, type, other] of servers) {
      for (const [name, accept] of WELCOME)
        test(`lets ${name} reach a server that answers ${type}`, async () =>
          assertServed(await host.ask(accept), type));

      test(`lets ${type} alone reach a server that answers it`, async () => {
        assertServed(await host.ask(type), type);
        assertServed(await host.ask(`${other};q=0, */*;q=0.5`), type);
      });

      test(`refuses ${other} alone where the server answers ${type}, and logs one line`, async () => {
        host.lines.length = 0;
        const more = { 'User-Agent': 'tired-client/1.0', Cookie: 'id=canary-cookie' };
        assertRefused(await host.ask(other, more), `this server answers ${type}`);
        assert.deepEqual(host.lines, [`406 POST "/mcp" accept="${other}" user-agent="tired-client/1.0"`]);
      });

      test(`takes q=0 on ${type} for a refusal, and a look-alike of it for another type`, async () => {
        assertRefused(await host.ask(`${type};q=0, ${other}`));
        assertRefused(await host.ask(`*/*, ${type.toUpperCase()} ; Q=0.000`));
        assertRefused(await host.ask(`*/*, ${type.replace(/\/.*/, '/*')};q=0`));
        assertRefused(await host.ask(`${type}-seq, ${other}`));
      });
    }

    test('answers 401 before 406, and logs nothing about it', async () => {
      json.lines.length = 0;
      assert.equal((await json.ask(SSE_TYPE, { Authorization: 'Bearer wrong' })).status, 401);
      assert.deepEqual(json.lines, []);
    });

    test('stands inside rate accounting: a 406 costs one request', async () => {
      const first = remaining(await json.ask(BOTH));
      assert.equal(remaining(await json.ask(SSE_TYPE)), first - 1);
      assert.equal(remaining(await json.ask(BOTH)), first - 2);
    });

    test('never logs a credential, a control character or an endless header', async () => {
      json.lines.length = 0;
      assertRefused(await json.ask(`text/html;x="\x9b31m\t", ${'x/y,'.repeat(500)}`));
      assert.equal(json.lines.length, 1);
      assert.match(json.lines.join(), /^406 POST "\/mcp" accept="text\/html;[ -~]{1,300} user-agent=none$/);
      assert.doesNotMatch(json.lines.join(), /canary/);
    });

    test('leaves other methods to the transport', async () => {
      assert.equal((await json.ask('image/png', {}, 'PUT')).status, 405);
    });

    test('when strict, answers 406 unless both types are listed, whatever the server answers', async () => {
      for (const accept of [undefined, JSON_TYPE, SSE_TYPE, '*/*', `${BOTH};q=0`]) {
        strict.lines.length = 0;
        assertRefused(await strict.ask(accept), 'list both types');
        const shown = accept === undefined ? 'none' : `"${accept}"`;
        assert.deepEqual(strict.lines, [`406 POST "/mcp" accept=${shown} user-agent=none`]);
      }
      assertServed(await strict.ask(BOTH), JSON_TYPE);
      assertServed(await strict.ask(BOTH.toUpperCase()), JSON_TYPE);
    });
  });
}

test('both guards refuse a misspelt answer type as soon as they are mounted', () => {
  for (const guard of [expressGuard, honoGuard]) assert.throws(() => guard({ produces: 'json' }), TypeError);
});

test('the Hono guard copies the request where the runtime makes its headers immutable', async () => {
  const app = new Hono();
  app.post('/', honoGuard(), async (c) => c.text(`${c.req.header('accept')} ${await c.req.text()}`));
  const incoming = new Request('http://localhost/', {
    method: 'POST',
    headers: { Accept: '*/*' },
    body: 'body',
  });
  Object.defineProperty(incoming.headers, 'set', { value: () => assert.fail('immutable') });
  assert.equal(await (await app.fetch(incoming)).text(), `${BOTH} body`);
});
