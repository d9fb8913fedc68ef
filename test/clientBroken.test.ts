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
  'each id comes back as text, which the official SDK does not mind (measured on the program)': {
    client: 'modelcontextprotocol-sdk@1.32.2',
    server: { defects: { envelope: 'id-as-text' } },
    connects: true,
    because: 'without its GET stream: GET was answered 405',
  },
  'the same, to the SDK for Go, which waits for ever (measured on the program)': {
    client: 'go-sdk@1.8.0',
    server: { defects: { envelope: 'id-as-text' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 application/json, under its id as text',
  },
  'the same, to a client of which that was not recorded': {
    client: 'vscode',
    server: { defects: { envelope: 'id-as-text' } },
    connects: null,
    because:
      'initialize was answered 200 application/json under its id as text: what this client does then was not recorded',
  },
  'Application/JSON, which rmcp looks for in small letters (measured on the program)': {
    client: 'rmcp@3.9.0',
    server: { defects: { framing: 'json-in-capitals' } },
    connects: false,
    failedAt: ['initialize', 200],
    because:
      'initialize was answered 200 application/json with capital letters in Content-Type, which it cannot read',
  },
  'an event ping before the answer, which rmcp takes for a broken message (measured on the program)': {
    client: 'rmcp@3.9.0',
    server: { answer: 'sse', defects: { framing: 'sse-after-ping' } },
    connects: false,
    failedAt: ['initialize', 200],
    because:
      'initialize was answered 200 text/event-stream with an event before it that is no message, which it cannot read',
  },
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
  'a stream that begins with an event without data, as those of rmcp 3.9 do': {
    client: 'go-sdk@1.1.0',
    server: { accept: 'strict', answer: 'sse', defects: { framing: 'sse-after-empty' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 text/event-stream with an event without data, which it cannot read',
  },
  'the same, to a newer version of that client': {
    client: 'go-sdk@1.8.0',
    server: { accept: 'strict', answer: 'sse', defects: { framing: 'sse-after-empty' } },
    connects: true,
    because: 'without its GET stream: GET was answered 405',
  },
  'events that are called result, which nearly every client passes over': {
    client: 'rmcp@3.9.0',
    server: { answer: 'sse', defects: { framing: 'sse-named-result' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 text/event-stream, in an event that is not called message',
  },
  'the same, to one of the few that read them': {
    client: 'mcp-go@1.2.1',
    server: { answer: 'sse', defects: { framing: 'sse-named-result' } },
    connects: true,
    because: null,
  },
  'a stream with the line retry, as those of rmcp 3.9 have': {
    client: 'java-sdk@1.1.5',
    server: { accept: 'strict', answer: 'sse', defects: { framing: 'sse-after-retry' } },
    connects: false,
    failedAt: ['initialize', 200],
    because: 'initialize was answered 200 text/event-stream with the line "retry", which it cannot read',
  },
  'a server/discover that names legacy versions alone, as the Go SDK answers: this client goes on in 2026-07-28':
    {
      client: 'mcp-go@1.2.1',
      server: {
        stateful: false,
        discover: {
          status: 200,
          contentType: 'application/json',
          body: '{"jsonrpc":"2.0","id":"{id}","result":{"supportedVersions":["2025-11-25"],"capabilities":{},"serverInfo":{"name":"s","version":"1"}}}',
        },
        answers: {
          'tools/list': { status: 400, contentType: 'text/plain', body: 'unsupported protocol version' },
        },
      },
      connects: false,
      failedAt: ['tools/list', 400],
      because: 'tools/list was answered 400',
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
