import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startServer } from '../src/demo/server.js';
import { builtinRules } from '../src/judge/builtin.js';
import type { ClientReport, HeaderLine } from '../src/model.js';
import { selectProfiles } from '../src/plan/profiles.js';
import { reportOn } from '../src/run/judging.js';
import { probeUrl } from './probing.js';
import { personaOf, profiles, replayAgainst } from './replaying.js';

interface Said {
  client: string;
  server: object;
  configured?: HeaderLine[];
  connects: boolean | null;
  failedAt?: [step: string, status: number | null];
  because: string | null;
}

const JSON_TYPE = 'application/json';
const text = (status: number, body = 'nope'): object => ({ status, contentType: 'text/plain', body });

const cases: Record<string, Said> = {
  'all is well': {
    client: 'claude-code',
    server: { answer: 'sse', get: 'stream' },
    connects: true,
    because: null,
  },
  'the GET stream is refused, and nothing else': {
    client: 'vscode',
    server: {},
    connects: true,
    because: 'without its GET stream: GET was answered 405',
  },
  'the GET is answered by a page': {
    client: 'vscode',
    server: { get: 'html' },
    connects: true,
    because: 'without its GET stream: GET was answered 200 text/html',
  },
  'a GET that is refused, to a client that gives up at that (Go SDK 1.1)': {
    client: 'go-sdk@1.1.0',
    server: { get: text(403) },
    connects: false,
    failedAt: ['GET', 403],
    because: 'GET was answered 403, after which it gives up: it goes on after 405',
  },
  'a GET that is never answered, to a client that waits for it (Go SDK 1.8)': {
    client: 'go-sdk',
    server: { get: 'hang' },
    connects: false,
    failedAt: ['GET', null],
    because: 'GET was not answered, and it waits for that',
  },
  'a configured Accept with which the client does not start (rmcp 3.9)': {
    client: 'rmcp',
    server: {},
    configured: [['Accept', 'application/json']],
    connects: false,
    because: 'it does not start with Accept configured',
  },
  'a pinned version beside its own': {
    client: 'modelcontextprotocol-sdk',
    server: {},
    configured: [
      ['Accept', 'application/json, text/event-stream'],
      ['MCP-Protocol-Version', '2025-06-18'],
    ],
    connects: false,
    failedAt: ['notifications/initialized', 400],
    because:
      'notifications/initialized carries MCP-Protocol-Version: 2025-11-25, 2025-06-18 (its own and the configured one); the server answered 400',
  },
  'a pinned version on a second line': {
    client: 'codex',
    server: {},
    configured: [['MCP-Protocol-Version', '2025-11-25']],
    connects: false,
    failedAt: ['tools/list', 400],
    because:
      'tools/list carries MCP-Protocol-Version: 2025-11-25 and 2025-06-18 (its own and the configured one); the server answered 400',
  },
  'a pinned version in place of its own': {
    client: 'gemini-cli',
    server: {},
    configured: [['MCP-Protocol-Version', '1999-01-01']],
    connects: false,
    failedAt: ['notifications/initialized', 400],
    because:
      'notifications/initialized carries MCP-Protocol-Version: 1999-01-01 (the configured one); the server answered 400',
  },
  'a 406 to everything': {
    client: 'claude-code',
    server: {
      fixedAnswer: {
        status: 406,
        contentType: JSON_TYPE,
        body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable"},"id":null}',
      },
    },
    connects: false,
    failedAt: ['initialize', 406],
    because: 'initialize was answered 406: "Not Acceptable"',
  },
  'a 401 to a client without authorization': {
    client: 'modelcontextprotocol-sdk',
    server: { auth: {} },
    connects: false,
    failedAt: ['initialize', 401],
    because:
      'initialize was answered 401: the server asks for credentials, and this client starts no authorization',
  },
  'a 401 to wrong credentials': {
    client: 'modelcontextprotocol-sdk',
    server: { auth: {} },
    configured: [['Authorization', 'Bearer wrong']],
    connects: false,
    failedAt: ['initialize', 401],
    because: 'initialize was answered 401: the server refuses these credentials',
  },
  'a 401 to a client that would authorize': {
    client: 'claude-code',
    server: { auth: {} },
    connects: null,
    because: 'initialize was answered 401: it would start authorization, which is not replayed',
  },
  'a modern server and an older client': {
    client: 'cline',
    server: { eras: ['modern'] },
    connects: false,
    failedAt: ['initialize', 400],
    because: 'the server speaks 2026-07-28 only; this client does not',
  },
  'a failed discover that sinks the client': {
    client: 'openai-agents',
    server: { discover: text(500) },
    connects: false,
    failedAt: ['server/discover', 500],
    because: 'server/discover was answered 500, after which it sends no initialize',
  },
  'a discover without an answer': {
    client: 'mastra-mcp',
    server: { discover: 'hang' },
    connects: false,
    failedAt: ['server/discover', null],
    because: 'server/discover was not answered, after which it sends no initialize',
  },
  'a notification answered 200': {
    client: 'codex',
    server: { notification: { status: 200 } },
    connects: false,
    failedAt: ['notifications/initialized', 200],
    because: 'notifications/initialized was answered 200 instead of 202, after which it gives up',
  },
  'an unknown version': {
    client: 'gemini-cli',
    server: { initializeVersion: 'unknown' },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'the server goes on with protocol version 2099-01-01, which this client does not know',
  },
  'an answer as text': {
    client: 'gemini-cli',
    server: { defects: { framing: 'json-as-text' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 text/plain, which it does not read',
  },
  'an answer whose type is not its own': {
    client: 'gemini-cli',
    server: { defects: { framing: 'json-as-sse' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 text/event-stream, with no JSON-RPC answer to it',
  },
  'an answer to somebody else': {
    client: 'cline',
    server: { defects: { envelope: 'wrong-id' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 application/json, with no JSON-RPC answer to it',
  },
  'a GET that costs the session': {
    client: 'ai-sdk-mcp',
    server: { get: 404 },
    connects: false,
    failedAt: ['tools/list', 400],
    because: 'GET was answered 404, after which it forgets its session: tools/list was answered 400',
  },
  'a version header that the server demands and the client never sends': {
    client: 'gemini-cli',
    server: { versionHeader: { absent: 'refused' } },
    connects: false,
    failedAt: ['notifications/initialized', 400],
    because:
      'this client sends no MCP-Protocol-Version, and the server demands one: notifications/initialized was answered 400: "Bad Request: MCP-Protocol-Version header is required"',
  },
  'a redirect, which some clients follow': {
    client: 'cline',
    server: { fixedAnswer: text(307) },
    connects: null,
    because: 'initialize was answered 307: redirects are not followed here',
  },
};

describe('why a client connects or does not', { concurrency: 4 }, () => {
  for (const [title, { client, server, configured = [], connects, failedAt, because }] of Object.entries(
    cases,
  )) {
    test(`${title}: ${client}`, async () => {
      const { reports } = await replayAgainst(server, [client], { configured });
      const [report] = [...reports.values()];
      assert.equal(report?.because, because);
      assert.equal(report.connects, connects);
      const [step, status = null] = failedAt ?? [];
      assert.deepEqual(report.failedAt, step === undefined ? null : { step, status });
      assert.equal(report.fix, null);
    });
  }
});

test('what the rest of the run has seen explains what a client was not told', async () => {
  const rules = await builtinRules();
  const running = await startServer(personaOf({ transport: 'http+sse' }));
  const chosen = selectProfiles(profiles, ['cline', 'claude-code', 'opencode']);
  const recording = await probeUrl(running.url, { timeoutMs: 1000 }, { profiles: chosen });
  await running.close();
  const knowledge = { profiles, formats: [] };
  const asked = { ruleset: 'recommended', failOn: 'error' } as const;
  const { targets } = reportOn([recording], rules, asked, null, knowledge);
  const said = (targets[0]?.clients ?? []).map((report: ClientReport) => [report.connects, report.because]);
  const only = 'initialize was answered 405: the server speaks the old HTTP+SSE transport only; this client';
  assert.deepEqual(said, [
    [false, `${only} does not try it after this`],
    [false, `${only} does not try it after this`],
    [true, 'by the old HTTP+SSE transport, which it tries after a refused initialize'],
  ]);
});
