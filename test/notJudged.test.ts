import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Report, TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn } from '../src/run/judging.js';
import { probeUrl } from './probing.js';

type Rpc = { id?: number; method?: string };
type Handler = (message: Rpc, response: ServerResponse, request: IncomingMessage) => void;

const rules = await builtinRules();
const bin = join(packageRoot, 'bin', 'mcp-accept.js');

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function result({ id }: Rpc, value: unknown): unknown {
  return { jsonrpc: '2.0', id, result: value };
}

function failure({ id }: Rpc, code: number, message: string): unknown {
  return { jsonrpc: '2.0', id: id ?? null, error: { code, message } };
}

const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'x', version: '1' },
};

/** Probes a server that answers every POST by `handler`. */
async function reportFor(handler: Handler): Promise<Report> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    handler((body === '' ? {} : JSON.parse(body)) as Rpc, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const recording = await probeUrl(`http://127.0.0.1:${port}/mcp`, { timeoutMs: 2000 });
    return reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function notJudged(
  handler: Handler,
): Promise<{ target: TargetReport; words: string; exitCode: number }> {
  const { targets, exitCode } = await reportFor(handler);
  const [target] = targets;
  assert.ok(target);
  const { title, detail, whatToDo } = target.notJudged ?? { title: '', detail: '', whatToDo: [] };
  return { target, words: [title, detail, ...whatToDo].join('\n'), exitCode };
}

describe('what gets in the way is named, with what to type', { concurrency: 4 }, () => {
  it('a hello that is open and a list that asks for credentials is not green', async () => {
    const { target, words, exitCode } = await notJudged((message, response) => {
      if (message.method === 'initialize') answer(response, 200, result(message, HELLO));
      else
        answer(
          response,
          message.method === 'server/discover' ? 400 : 401,
          {},
          { 'WWW-Authenticate': 'Bearer' },
        );
    });
    assert.equal(exitCode, 3);
    assert.match(words, /The hello is open, \S+ asks for credentials[\s\S]*--bearer-env/);
    const both = target.cells.find(({ cell, message }) => cell === 'both' && message === 'tools/list');
    assert.equal(both?.outcome, 'inconclusive');
    assert.ok(!JSON.stringify(target.cells).includes('the server is public'));
  });

  it('a server without tools has its list cells skipped, not passed', async () => {
    const { targets } = await reportFor((message, response) => {
      const hello = result(message, { ...HELLO, capabilities: {} });
      if (message.method === 'initialize') answer(response, 200, hello);
      else if (message.id === undefined) response.writeHead(202).end();
      else answer(response, 200, failure(message, -32601, 'Method not found'));
    });
    const lists = targets[0]?.cells.filter(
      ({ cell, message }) => message === 'tools/list' && cell !== 'rate-limited',
    );
    assert.deepEqual([...new Set(lists?.map(({ outcome }) => outcome))], ['skipped']);
  });

  it('a limit that hides the matrix is exit 3, not clean', async () => {
    let requests = 0;
    const { words, exitCode } = await notJudged((message, response) => {
      requests += 1;
      if (requests > 4) answer(response, 429, {}, { 'Retry-After': '3600' });
      else if (message.method === 'initialize') answer(response, 200, result(message, HELLO));
      else if (message.id === undefined) response.writeHead(202).end();
      else
        answer(
          response,
          200,
          message.method === 'tools/list' ? result(message, { tools: [] }) : failure(message, -32601, 'no'),
        );
    });
    assert.equal(exitCode, 3);
    assert.match(words, /rate limit got in the way/);
  });

  for (const [status, message, expected] of [
    [503, 'upstream down', /failed \(503\)[\s\S]*upstream down/],
    [400, 'Missing header X-Tenant', /refused a correct hello[\s\S]*Missing header X-Tenant[\s\S]*--header/],
    [400, 'Server already initialized', /one session in all, and has one[\s\S]*Restart/],
    [
      403,
      'Invalid Host: 127.0.0.1',
      /refuses the host 127\.0\.0\.1[\s\S]*Invalid Host[\s\S]*host name that the server expects/,
    ],
  ] as const) {
    it(`${status} "${message}" is quoted, and is not taken for another server`, async () => {
      const { words, exitCode } = await notJudged((rpc, response) =>
        answer(response, status, failure(rpc, -32000, message)),
      );
      assert.match(words, expected);
      assert.doesNotMatch(words, /no MCP server/);
      assert.equal(exitCode, 1);
    });
  }

  it('a login page in front is no address to configure', async () => {
    const { words } = await notJudged((_message, response) =>
      response.writeHead(302, { Location: '/login' }).end(),
    );
    assert.match(words, /must answer 401, not redirect/);
    assert.doesNotMatch(words, /configure the final URL/);
  });

  it('a Retry-After that is a date is not said to be seconds', async () => {
    const { words } = await notJudged((_message, response) =>
      answer(response, 429, {}, { 'Retry-After': 'Wed, 21 Oct 2099 07:28:00 GMT' }),
    );
    assert.match(words, /says when to come back: Wed, 21 Oct 2099 07:28:00 GMT\./);
  });
});

describe('bad input to the commands', { concurrency: 2 }, () => {
  const run = (...args: string[]): Promise<{ code: number | null; stderr: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [bin, ...args],
        { timeout: 20_000 },
        (_error, _stdout, stderr) => resolve({ code: child.exitCode, stderr }),
      );
    });

  it('a wrong header beside --demo ends the command, not only the probe', async () => {
    const { code, stderr } = await run('probe', '--demo', '--header', 'Accept: x');
    assert.equal(code, 2);
    assert.match(stderr, /the probe sets Accept itself/);
  });

  it('a recording whose rule set is damaged is refused, not clean', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-damaged-'));
    const file = join(folder, 'recording.json');
    try {
      assert.equal((await run('probe', '--demo', 'wrong-id', '--quick', '--record', file)).code, 1);
      const recording = JSON.parse(await readFile(file, 'utf8')) as { asked: { ruleset: string } };
      recording.asked.ruleset = '__proto__';
      await writeFile(file, JSON.stringify(recording));
      assert.equal((await run('check', file)).code, 2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
