/** An old release, SDK 1.12.3: its 406 has no Content-Type, it knows revisions up to 2025-03-26. */
import { McpServer } from 'sdk-1.12/server/mcp.js';
import { StreamableHTTPServerTransport } from 'sdk-1.12/server/streamableHttp.js';
import { isInitializeRequest } from 'sdk-1.12/types.js';
import { listen } from './host.mjs';
import { statefulApp } from './sdk-hosting.mjs';

export const name = 'sdk-1.12-stateful';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const { app, release } = statefulApp({
    Transport: StreamableHTTPServerTransport,
    isInitializeRequest,
    newServer,
  });
  return listen(app, release);
}

/** `registerTool` came with 1.13, and this release reads schemas of zod 3 only: so `tool`, and no input. */
function newServer() {
  const server = new McpServer({ name: 'example-server', version: '1.0.0' });
  server.tool('ready', 'Says yes', () => ({ content: [{ type: 'text', text: 'yes' }] }));
  return server;
}
