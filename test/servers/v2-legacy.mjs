/** SDK 2.x hosted as 1.x was: a transport per session, in Express; nothing of 2026-07-28. */
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest } from '@modelcontextprotocol/server';
import { listen } from './host.mjs';
import { statefulApp } from './sdk-hosting.mjs';
import { newServer } from './v2-tools.mjs';

export const name = 'v2-legacy';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const { app, release } = statefulApp({
    Transport: NodeStreamableHTTPServerTransport,
    isInitializeRequest,
    newServer,
  });
  return listen(app, release);
}
