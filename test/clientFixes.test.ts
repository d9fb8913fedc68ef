import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientFix, HeaderLine, Json } from '../src/model.js';
import { fixOf, formats, reportsOf } from './clientRun.js';

const text = (status: number): object => ({ status, contentType: 'text/plain', body: 'nope' });
const NOT_ACCEPTABLE = {
  status: 406,
  contentType: 'application/json',
  body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable"},"id":null}',
};
const PINNED: HeaderLine[] = [['MCP-Protocol-Version', '2025-06-18']];

function entryOf(fix: ClientFix): { [key: string]: Json } {
  const { entry } = fix;
  assert.ok(typeof entry === 'object' && entry !== null && !Array.isArray(entry));
  return entry;
}

function pickUp(format: string): string | undefined {
  return formats.find(({ id }) => id === format)?.pickUp;
}

describe('what lets a client connect', { concurrency: 4 }, () => {
  test('without the configured header it connects: remove that, proved', async () => {
    assert.deepEqual(await fixOf({}, ['claude-code'], { configured: PINNED }), {
      where: 'configuration',
      what: 'remove "MCP-Protocol-Version" from the configured headers',
      entry: null,
      command: null,
      proved: true,
      pickUp: pickUp('claude-code'),
    });
  });

  test('a header in the way of a client that fails later too is said not to be enough', async () => {
    const server = { defects: { on: 'tools/list', framing: 'json-as-text' } };
    const { reports } = await reportsOf(server, ['qwen-code'], { configured: PINNED });
    assert.equal(
      reports[0]?.because,
      'notifications/initialized carries MCP-Protocol-Version: 2025-11-25, 2025-06-18 (its own and the configured one); the server answered 400; without it, tools/list was answered 200 text/plain, which it does not read',
    );
    assert.deepEqual([reports[0].fix?.where, reports[0].fix?.proved], ['configuration', false]);
  });

  test('a pinned version that the server answers 404 (as one on Hono does) is what the proof says, no lost session', async () => {
    const server = { versionHeader: { unsupported: 404 } };
    const { reports } = await reportsOf(server, ['claude-code'], { configured: PINNED });
    assert.deepEqual(reports[0]?.cause, {
      kind: 'configured-header',
      headers: ['MCP-Protocol-Version'],
      withoutConnects: true,
    });
    assert.match(reports[0].because ?? '', /carries MCP-Protocol-Version: .*; the server answered 404$/);
    assert.deepEqual([reports[0].fix?.where, reports[0].fix?.proved], ['configuration', true]);
  });

  test('of two configured headers only the one that makes a difference is blamed', async () => {
    const configured: HeaderLine[] = [...PINNED, ['Content-Type', 'application/json;charset=utf-8']];
    const { reports } = await reportsOf({ fixedAnswer: NOT_ACCEPTABLE }, ['qwen-code'], { configured });
    assert.deepEqual(reports[0]?.cause, { kind: 'refused' });
    const both = await reportsOf({}, ['qwen-code'], { configured: [['Accept', '*/*'], ...PINNED] });
    assert.deepEqual(both.reports[0]?.cause, {
      kind: 'configured-header',
      headers: ['MCP-Protocol-Version'],
      withoutConnects: true,
    });
  });

  test('a client that fails in the same way without the header is not told to remove it', async () => {
    const { reports } = await reportsOf({ fixedAnswer: NOT_ACCEPTABLE }, ['qwen-code'], {
      configured: [['Accept', '*/*']],
    });
    assert.deepEqual(reports[0]?.cause, { kind: 'refused' });
    assert.equal(reports[0].because, 'initialize was answered 406: "Not Acceptable"');
    assert.equal(reports[0].fix?.where, 'server');
  });

  test('the old transport: the entry says so, in the words of the client', async () => {
    const { url, reports } = await reportsOf({ transport: 'http+sse' }, ['gemini-cli']);
    assert.deepEqual(reports[0]?.fix, {
      where: 'configuration',
      what: 'this server speaks the old HTTP+SSE transport: say so in the entry',
      entry: { type: 'sse', url },
      command: null,
      proved: null,
      pickUp: pickUp('gemini'),
    });
  });

  test('a client without a word for it goes through the bridge, once that was seen to connect', async () => {
    const { url, reports } = await reportsOf({ transport: 'http+sse' }, ['codex', 'mcp-remote']);
    assert.deepEqual(reports[0]?.fix, {
      where: 'configuration',
      what: 'reach the server through mcp-remote, which connects; where the server is not up when the bridge starts, it has to be started anew',
      entry: `[mcp_servers.my-server]\ncommand = "npx"\nargs = ["-y", "mcp-remote", "${url}"]`,
      command: null,
      proved: true,
      pickUp: pickUp('codex'),
    });
  });

  test('no bridge that was not tried, is an older one, or is another', async () => {
    for (const others of [[], ['mcp-remote@0.1.38'], ['supergateway']]) {
      const fix = await fixOf({ transport: 'http+sse' }, ['codex', ...others]);
      assert.deepEqual([fix?.where, fix?.entry], ['server', null], others.join());
    }
  });

  test('no bridge that fails as well, none for a library, and none for itself', async () => {
    for (const client of ['codex', 'cline', 'mcp-remote@0.1.38']) {
      const { reports } = await reportsOf({ fixedAnswer: NOT_ACCEPTABLE }, [client, 'mcp-remote']);
      assert.deepEqual([reports[0]?.fix?.where, reports[1]?.fix?.where], ['server', 'server'], client);
    }
    const { reports } = await reportsOf({ discover: text(500) }, ['mastra-mcp', 'mcp-remote']);
    assert.deepEqual([reports[0]?.fix?.where, reports[1]?.connects], ['server', true]);
  });

  test('credentials that are missing come from a variable, as the client writes one', async () => {
    const gemini = await fixOf({ auth: {} }, ['gemini-cli']);
    assert.equal(gemini?.where, 'configuration');
    assert.deepEqual(entryOf(gemini)['headers'], { Authorization: 'Bearer ${MCP_TOKEN}' });
    assert.match(
      gemini.command ?? '',
      /^gemini mcp add .* --header 'Authorization: Bearer \$\{MCP_TOKEN\}'$/,
    );
    assert.equal(gemini.pickUp, pickUp('gemini'));
    assert.equal(gemini.proved, null);
    const library = await fixOf({ auth: {} }, ['modelcontextprotocol-sdk']);
    assert.deepEqual([library?.where, library?.entry, library?.pickUp], ['configuration', null, null]);
  });

  test('credentials that are refused: what to check, and no entry with another name in it', async () => {
    for (const client of ['gemini-cli', 'claude-code']) {
      const fix = await fixOf({ auth: {} }, [client], { token: 'wrong-token' });
      assert.deepEqual([fix?.where, fix?.entry, fix?.command], ['configuration', null, null]);
      assert.match(fix?.what ?? '', /refuses the credentials that it gets \(authorization\): check/);
      assert.doesNotMatch(JSON.stringify(fix), /MCP_TOKEN|wrong-token/);
    }
  });

  test('a client that would start authorization by itself is told nothing', async () => {
    const { reports } = await reportsOf({ auth: {} }, ['claude-code']);
    assert.deepEqual([reports[0]?.connects, reports[0]?.fix], [null, null]);
  });

  test('an entry with a credential in a file is not replaced by one that names another variable', async () => {
    const source = { file: '.gemini/settings.json', server: 'api', format: 'gemini' };
    const how = { configured: [['Authorization', 'Bearer good']] satisfies HeaderLine[], source };
    const { reports } = await reportsOf({ transport: 'http+sse' }, ['gemini-cli'], { ...how, token: 'good' });
    assert.deepEqual([reports[0]?.fix?.where, reports[0]?.fix?.entry], ['configuration', null]);
    const plain = await reportsOf({ transport: 'http+sse' }, ['gemini-cli'], { source });
    assert.deepEqual(plain.reports[0]?.fix?.entry, { type: 'sse', url: plain.url });
  });

  test('a modern server: a later version that connects in the same run, else the server', async () => {
    const server = { eras: ['modern'] };
    assert.deepEqual(await fixOf(server, ['claude-code@2.0.77', 'claude-code@2.1.220', 'claude-code']), {
      where: 'client',
      what: 'update Claude Code to 2.1.274 or later',
      entry: null,
      command: null,
      proved: true,
      pickUp: 'start Claude Code again',
    });
    const alone = await fixOf(server, ['claude-code@2.0.77']);
    assert.equal(alone?.where, 'server');
    assert.match(alone.what, /^serve a revision that this client speaks/);
    assert.equal(alone.pickUp, pickUp('claude-code'));
  });

  const onServer: Record<string, [server: object, client: string, what: RegExp]> = {
    'a discover that is answered 500': [
      { discover: text(500) },
      'openai-agents',
      /does not know with 400, 404/,
    ],
    'a notification that is answered 200': [
      { notification: { status: 200 } },
      'codex',
      /with 202 and no body/,
    ],
    'a session that is not known': [{ session: { forgotten: true } }, 'cline', /session ID that initialize/],
    'a type that nobody reads': [
      { defects: { framing: 'json-as-text' } },
      'gemini-cli',
      /that Content-Type names/,
    ],
    'an answer to another request': [
      { defects: { envelope: 'wrong-id' } },
      'gemini-cli',
      /under the request's id/,
    ],
    'a version of the future': [
      { initializeVersion: 'unknown' },
      'gemini-cli',
      /protocol version that exists/,
    ],
    'a 406 to everything': [{ fixedAnswer: NOT_ACCEPTABLE }, 'claude-code', /in either order: no header/],
    'a 403 to everything': [{ fixedAnswer: text(403) }, 'cline', /^answer a correct initialize/],
  };
  for (const [title, [server, client, what]] of Object.entries(onServer)) {
    test(`${title}: the server`, async () => {
      const fix = await fixOf(server, [client, 'mcp-remote@0.1.38']);
      assert.equal(fix?.where, 'server');
      assert.match(fix.what, what);
      assert.deepEqual([fix.entry, fix.command, fix.proved], [null, null, null]);
    });
  }

  test('silence, a rate limit and a redirect have no fix', async () => {
    for (const server of [{ fixedAnswer: text(429) }, { fixedAnswer: text(307) }]) {
      const { reports } = await reportsOf(server, ['claude-code', 'mcp-remote']);
      assert.deepEqual(
        reports.map(({ fix }) => fix),
        [null, null],
      );
    }
  });
});
