/** mcp-handler (Vercel): a Fetch handler on the TypeScript SDK 2.x, of both eras, without sessions. */
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler } from 'mcp-handler';
import { z } from 'zod';
import { main } from './program.mjs';

const handler = createMcpHandler((server) => {
  server.registerTool('ready', { description: 'Says yes', inputSchema: z.object({}) }, async () => ({
    content: [{ type: 'text', text: 'yes' }],
  }));
});

await main({ serve: async () => getRequestListener(handler) });
