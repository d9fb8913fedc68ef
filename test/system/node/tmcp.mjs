/** tmcp: its HTTP transport, behind the server of its README. */
import { createRequestListener } from '@remix-run/node-fetch-server';
import { HttpTransport } from '@tmcp/transport-http';
import { McpServer } from 'tmcp';
import { main } from './program.mjs';

async function serve() {
  const server = new McpServer(
    { name: 'example-server', version: '1.0.0', description: 'An example' },
    { capabilities: { tools: {} } },
  );
  server.tool({ name: 'ready', description: 'Says yes' }, () => ({
    content: [{ type: 'text', text: 'yes' }],
  }));
  const transport = new HttpTransport(server, { path: '/mcp' });
  return createRequestListener(
    async (request) => (await transport.respond(request)) ?? new Response(null, { status: 404 }),
  );
}

await main({ serve });
