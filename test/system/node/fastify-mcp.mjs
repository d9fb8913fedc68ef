/** fastify-mcp: a plugin of Fastify around the TypeScript SDK 1.x. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import fastify from 'fastify';
import { Sessions, streamableHttp } from 'fastify-mcp';
import { main } from './program.mjs';

function createServer() {
  const server = new McpServer({ name: 'example-server', version: '1.0.0' });
  server.tool('ready', 'Says yes', () => ({ content: [{ type: 'text', text: 'yes' }] }));
  return server.server;
}

async function serve({ stateless }) {
  const app = fastify();
  app.register(streamableHttp, {
    stateful: !stateless,
    mcpEndpoint: '/mcp',
    sessions: new Sessions(),
    createServer,
  });
  await app.ready();
  return app.routing;
}

await main({ serve });
