import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replayAgainst } from './replaying.js';

interface Said {
  client: string;
  server: object;
  connects: boolean | null;
  failedAt?: [step: string, status: number | null];
  because: string;
}

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
  for (const [title, { client, server, connects, failedAt, because }] of Object.entries(cases)) {
    test(`${title}: ${client}`, async () => {
      const { reports } = await replayAgainst(server, [client]);
      const [report] = [...reports.values()];
      assert.deepEqual([report?.connects, report?.because], [connects, because]);
      const [step, status] = failedAt ?? [];
      assert.deepEqual(report?.failedAt, step === undefined ? null : { step, status });
    });
  }
});
