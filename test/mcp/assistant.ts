import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Scope } from '../../src/mcp/scope.js';
import { serveAgent } from '../../src/mcp/stdio.js';

/** A message of JSON-RPC, as it stood on the wire. */
export type Message = Record<string, unknown> & { id?: number; method?: string };

export interface Assistant {
  /** Calls a tool. @returns its result, whole */
  call(tool: string, args?: Record<string, unknown>): Promise<Called>;
  /** Sends a message that gets no answer. */
  notify(method: string, params: Record<string, unknown>): void;
  /** Sends a request. @returns its id at once, and the answer later */
  request(method: string, params: Record<string, unknown>): { id: number; answer: Promise<Message> };
  /** All that came so far. */
  received: Message[];
  /** Closes its end. */
  leave(): Promise<void>;
}

export interface Called {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  content: { type: string; text: string }[];
}

/** An assistant in this process that has said hello, over streams as a pipe would be. */
export async function assistant(scope: Partial<Scope>): Promise<Assistant> {
  const [input, output, abort] = [new PassThrough(), new PassThrough(), new AbortController()];
  const serving = serveAgent(
    { files: [], hosts: [], env: {}, ...scope },
    { input, output, signal: abort.signal },
  );
  const received: Message[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  createInterface({ input: output }).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    received.push(message);
    if (message.id !== undefined && message.method === undefined) waiting.get(message.id)?.(message);
  });
  const send = (message: object): void =>
    void input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let last = 0;
  const request: Assistant['request'] = (method, params) => {
    last += 1;
    const id = last;
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    send({ id, method, params });
    return { id, answer };
  };
  await request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'assistant', version: '1' },
  }).answer;
  send({ method: 'notifications/initialized' });
  return {
    received,
    request,
    notify: (method, params) => send({ method, params }),
    async call(name, args = {}) {
      const { result, error } = await request('tools/call', {
        name,
        arguments: args,
        _meta: { progressToken: name },
      }).answer;
      assert.ok(result !== undefined, JSON.stringify(error));
      return result as Called;
    },
    async leave() {
      input.end();
      await serving;
    },
  };
}
