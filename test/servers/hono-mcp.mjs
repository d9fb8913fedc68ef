/** @hono/mcp 0.3.2 as its README hosts it: one server and one transport, shared by all clients. */
import { StreamableHTTPTransport } from '@hono/mcp';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from './host.mjs';
import { newServer } from './sdk-hosting.mjs';

export const name = 'hono-mcp';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const server = newServer();
  const transport = new StreamableHTTPTransport();
  const app = new Hono();
  app.all('/mcp', async (c) => {
    if (!server.isConnected()) await server.connect(transport);
    return transport.handleRequest(c);
  });
  return listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }), () => server.close());
}
