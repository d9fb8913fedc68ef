import type { Outcome, RpcMessage } from './rpc.js';

export const serverInfo = { name: 'mcp-accept-demo', version: '1.0.0' };
export const capabilities = { tools: { listChanged: false } };

/** Two tools that touch nothing. */
export const tools = [
  {
    name: 'echo',
    description: 'Says back what it was told.',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'add',
    description: 'Adds two numbers.',
    inputSchema: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
    },
    annotations: { readOnlyHint: true },
  },
];

/** The methods that both eras share; null = not one of them. */
export function sharedMethod(message: RpcMessage): Outcome | null {
  switch (message.method) {
    case 'ping':
      return { result: {} };
    case 'tools/list':
      return { result: { tools } };
    case 'tools/call':
      return callTool(message.params);
    default:
      return null;
  }
}

export const methodNotFound: Outcome = { error: { code: -32601, message: 'Method not found' } };

function callTool(params: Record<string, unknown>): Outcome {
  const given = params['arguments'] as { text?: unknown; a?: unknown; b?: unknown } | undefined;
  if (params['name'] === 'echo') return said(String(given?.text ?? ''));
  if (params['name'] === 'add') return said(String(Number(given?.a) + Number(given?.b)));
  return { error: { code: -32602, message: `Tool ${String(params['name'])} not found` } };
}

const said = (text: string): Outcome => ({ result: { content: [{ type: 'text', text }] } });
