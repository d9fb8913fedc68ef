/** SDK 2.x in Hono, strict: `legacy: 'reject'` answers every `initialize` with 400 and -32022. */
import { getRequestListener } from '@hono/node-server';
import { createMcpHonoApp } from '@modelcontextprotocol/hono';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { listen } from './host.mjs';
import { newServer } from './v2-tools.mjs';

export const name = 'v2-modern-only';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const handler = createMcpHandler(newServer, { legacy: 'reject' });
  const app = createMcpHonoApp();
  app.all('/mcp', (c) => handler.fetch(c.req.raw, { parsedBody: c.get('parsedBody') }));
  return listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }), handler.close);
}
