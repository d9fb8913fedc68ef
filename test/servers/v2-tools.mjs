/** The server that both hosts of SDK 2.x in this folder serve; one factory backs every era. */
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** @returns {McpServer} with two tools that do nothing of note */
export function newServer() {
  const server = new McpServer({ name: 'example-server', version: '2.0.0' });
  server.registerTool(
    'add',
    { description: 'Adds two numbers', inputSchema: z.object({ a: z.number(), b: z.number() }) },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  server.registerTool('ready', { description: 'Says yes' }, () => ({
    content: [{ type: 'text', text: 'yes' }],
  }));
  return server;
}
