/** The official SDK 1.32.2 as its README hosts it: a session per client, answers as streams. */
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import { listen } from './host.mjs';
import { newServer, statefulApp } from './sdk-hosting.mjs';

export const name = 'sdk-stateful-sse';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const { app, release } = statefulApp({
    Transport: StreamableHTTPServerTransport,
    isInitializeRequest,
    newServer,
  });
  return listen(app, release);
}
