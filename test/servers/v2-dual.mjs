/** SDK 2.x in Express as it comes: modern, and for older clients a stateless legacy side, at one URL. */
import { createMcpExpressApp } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { listen } from './host.mjs';
import { newServer } from './v2-tools.mjs';

export const name = 'v2-dual';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const handler = createMcpHandler(newServer);
  const serve = toNodeHandler(handler);
  const app = createMcpExpressApp();
  app.all('/mcp', (req, res) => serve(req, res, req.body));
  return listen(app, handler.close);
}
