/** mcp-lite: a Fetch handler of its own; with an adapter it keeps sessions. */
import { getRequestListener } from '@hono/node-server';
import { InMemorySessionAdapter, McpServer, StreamableHttpTransport } from 'mcp-lite';
import { main } from './program.mjs';

async function serve({ stateless }) {
  const server = new McpServer({ name: 'example-server', version: '1.0.0' });
  server.tool('ready', {
    description: 'Says yes',
    inputSchema: { type: 'object', properties: {} },
    handler: () => ({ content: [{ type: 'text', text: 'yes' }] }),
  });
  const sessions = stateless
    ? {}
    : { sessionAdapter: new InMemorySessionAdapter({ maxEventBufferSize: 100 }) };
  return getRequestListener(new StreamableHttpTransport(sessions).bind(server));
}

await main({ serve });
