import { describe } from 'node:test';
import { itComesTo, type Said } from './replaying.js';

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
