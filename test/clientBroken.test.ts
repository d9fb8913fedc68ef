import { describe } from 'node:test';
import { itComesTo, type Said } from './replaying.js';

const CURSOR_NULL = {
  answers: {
    'tools/list': {
      status: 200,
      contentType: 'application/json',
      body: '{"jsonrpc":"2.0","id":"{id}","result":{"tools":[],"nextCursor":null}}',
    },
  },
};

const cases: Record<string, Said> = {
  'a list without jsonrpc, which the official SDK does not read (measured on the program)': {
    client: 'modelcontextprotocol-sdk',
    server: { defects: { on: 'tools/list', envelope: 'no-jsonrpc' } },
    connects: false,
    failedAt: ['tools/list', 200],
    because:
      'tools/list was answered 200 application/json in a broken JSON-RPC envelope (jsonrpc is not "2.0")',
  },
  'a list without jsonrpc, to a client of which that was not recorded': {
    client: 'vscode',
    server: { defects: { on: 'tools/list', envelope: 'no-jsonrpc' } },
    connects: null,
    because:
      'tools/list was answered 200 application/json in a broken JSON-RPC envelope (jsonrpc is not "2.0"): what this client does then was not recorded',
  },
  'nextCursor that is null, which the official SDK does not bear (measured on the program)': {
    client: 'modelcontextprotocol-sdk',
    server: CURSOR_NULL,
    connects: false,
    failedAt: ['tools/list', 200],
    because: 'tools/list was answered with a result that this client drops: nextCursor is null',
  },
  'nextCursor that is null, which the SDK for Go does not mind (measured on the program)': {
    client: 'go-sdk',
    server: CURSOR_NULL,
    connects: true,
    because: 'without its GET stream: GET was answered 405',
  },
  'nextCursor that is null, to a client of which that was not recorded': {
    client: 'vscode',
    server: CURSOR_NULL,
    connects: null,
    because:
      "tools/list was answered 200 application/json with a result that departs from MCP's schema (nextCursor is null): what this client does then was not recorded",
  },
  'a connection that is cut instead of an answer': {
    client: 'openai-agents',
    server: { discover: 'reset' },
    connects: false,
    failedAt: ['server/discover', null],
    because: 'server/discover was cut off without an answer (ECONNRESET), after which it sends no initialize',
  },
};

describe('what comes broken', { concurrency: 4 }, () => {
  itComesTo(cases);
});
