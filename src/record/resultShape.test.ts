import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../model.js';
import { resultProblems } from './resultShape.js';

const hello = { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: { name: 'x', version: '1' } };
const tool = { name: 'add', inputSchema: { type: 'object' } };
const said = (method: string, result: Json) =>
  resultProblems(method, { jsonrpc: '2.0', id: 1, result }).map(({ words, fault }) => `${words} (${fault})`);

describe('where a result departs from the schema of MCP', () => {
  const CASES: [what: string, method: string, result: Json, problems: string[]][] = [
    ['a whole hello', 'initialize', hello, []],
    ['unknown members', 'initialize', { ...hello, extra: null }, []],
    [
      'no server',
      'initialize',
      { ...hello, serverInfo: {} },
      ['serverInfo.name is missing (missing)', 'serverInfo.version is missing (missing)'],
    ],
    [
      'a list of capabilities',
      'initialize',
      { ...hello, capabilities: [] },
      ['capabilities is not an object (wrong-type)'],
    ],
    [
      'a capability that is a word',
      'initialize',
      { ...hello, capabilities: { tools: true } },
      ['capabilities.tools is not an object (wrong-type)'],
    ],
    ['no instructions', 'initialize', { ...hello, instructions: null }, ['instructions is null (null)']],
    ['a whole list', 'tools/list', { tools: [{ ...tool, title: 'Add' }], nextCursor: 'more' }, []],
    ['a nil slice of Go', 'tools/list', { tools: null }, ['tools is null (missing)']],
    ['no cursor', 'tools/list', { tools: [], nextCursor: null }, ['nextCursor is null (null)']],
    [
      'another spelling',
      'tools/list',
      { tools: [{ name: 'add', input_schema: {} }] },
      ['tools[0].inputSchema is missing (missing)'],
    ],
    [
      'an empty schema',
      'tools/list',
      { tools: [tool, { name: 'b', inputSchema: {} }] },
      ['tools[1].inputSchema.type is not "object" (schema-type)'],
    ],
    [
      'null in a schema',
      'tools/list',
      { tools: [{ ...tool, inputSchema: { type: 'object', required: null } }] },
      ['tools[0].inputSchema.required is null (schema-required)'],
    ],
    ['another method', 'prompts/list', { prompts: null }, []],
  ];
  for (const [what, method, result, problems] of CASES) {
    test(what, () => assert.deepEqual(said(method, result), problems));
  }

  test('a member that is none of JSON-RPC beside the result', () => {
    const message = { jsonrpc: '2.0', id: 1, result: { tools: [] }, timestamp: 1 };
    assert.deepEqual(resultProblems('tools/list', message), [
      { words: 'timestamp stands beside result', fault: 'extra-member' },
    ]);
  });

  test('a list so long that only its top is kept is not looked at tool by tool', () => {
    const tools = Array.from({ length: 501 }, () => ({}));
    assert.deepEqual(said('tools/list', { tools }), []);
  });
});
