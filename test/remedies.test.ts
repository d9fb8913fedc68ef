import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { hostHeaderValidation } from '@modelcontextprotocol/sdk/server/middleware/hostHeaderValidation.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono, type MiddlewareHandler } from 'hono';
import type { CompiledRule } from '../src/judge/engine.js';
import { loadRemedies } from '../src/judge/remedies.js';
import type { HeaderLine, TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn, rulesFor } from '../src/run/judging.js';
import { probeUrl } from './probing.js';

type Middleware = (req: unknown, res: unknown, next?: () => void) => void;

const load = (path: string) => import(pathToFileURL(join(packageRoot, path)).href);
const remedy = (file: string) => load(`rules/remedies/complete-accept/${file}`);
const { acceptBoth } = (await remedy('express.mjs')) as { acceptBoth: Middleware };
const { acceptBoth: acceptBothInHono } = (await remedy('hono.mjs')) as { acceptBoth: MiddlewareHandler };
const { statelessApp, newServer } = (await load('test/servers/sdk-hosting.mjs')) as {
  statelessApp(choice: { guards: unknown[] }): RequestListener;
  newServer(): { connect(transport: unknown): Promise<void> };
};
const HOSTS: HeaderLine[] = [['Host', 'mcp.example.com']];

describe('remedies in the dialects of Node, as they are printed', { concurrency: 2 }, () => {
  let rules: CompiledRule[];
  before(async () => {
    rules = await rulesFor(null);
  });

  async function probed(listener: RequestListener, headers: HeaderLine[] = []): Promise<TargetReport> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const target = { headers, configured: headers };
      const recording = await probeUrl(`http://127.0.0.1:${port}/mcp`, { depth: 'quick' }, { target });
      const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
      return report.targets[0] ?? assert.fail();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const hosts: [dialect: string, host: (mended: boolean) => RequestListener][] = [
    ['express', (mended) => statelessApp({ guards: mended ? [acceptBoth] : [] })],
    ['node', node],
    ['hono', hono],
  ];
  for (const [dialect, host] of hosts) {
    it(`${dialect}: Accept is refused without, and whatever is sent is served with it`, async () => {
      const [without, withIt] = [await probed(host(false)), await probed(host(true))];
      assert.equal(without.stance.legacy, 'strict');
      assert.equal(withIt.stance.legacy, 'ignoring');
      assert.equal(withIt.diagnosis?.class, 'health');
    });
  }

  it('express: a host is refused without its name in the list, and not with it', async () => {
    const check = (names: string[]) => statelessApp({ guards: [hostHeaderValidation(names)] });
    const without = await probed(check(['localhost', '127.0.0.1']), HOSTS);
    assert.equal(without.diagnosis?.id, 'host-refused');
    assert.equal(without.fingerprint.dialect.server, 'express');
    assert.match(without.diagnosis?.do.map(({ step }) => step).join(' ') ?? '', /hostHeaderValidation/);
    const withIt = await probed(check(['mcp.example.com', 'localhost', '127.0.0.1']), HOSTS);
    assert.equal(withIt.diagnosis?.class, 'health');
  });

  it('one line of code stands in the words of its step; what is longer is printed below', async () => {
    for (const { id, dialects } of Object.values(await loadRemedies())) {
      for (const [dialect, { step, code }] of Object.entries(dialects)) {
        const lines = (code ?? '').split('\n').filter((line) => !/^\s*(#|\/\/|$)/.test(line));
        if (lines.length === 1) assert.ok(step.includes(lines[0] ?? ''), `${id}, ${dialect}`);
        else if (lines.length > 1) assert.match(step, /:$/, `${id}, ${dialect}`);
      }
    }
  });

  function node(mended: boolean): RequestListener {
    return async (req, res) => {
      if (mended) acceptBoth(req, res);
      const transport = new StreamableHTTPServerTransport({});
      await newServer().connect(transport);
      await transport.handleRequest(req, res);
    };
  }

  function hono(mended: boolean): RequestListener {
    const app = new Hono();
    if (mended) app.use('/mcp', acceptBothInHono);
    app.all('/mcp', async (c) => {
      const transport = new WebStandardStreamableHTTPServerTransport({});
      await newServer().connect(transport);
      return transport.handleRequest(c.req.raw);
    });
    return getRequestListener(app.fetch);
  }
});
