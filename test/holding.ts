import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Running } from './servers/index.mjs';

/** A server that answers the hello as JSON and keeps the stream of every other answer open, as the specification allows. */
export async function holding(): Promise<Running> {
  const server = createServer(async (request, response) => {
    const message = JSON.parse((await text(request)) || '{}') as { id?: number; method?: string };
    if (request.method !== 'POST') return response.writeHead(405).end();
    if (message.id === undefined) return response.writeHead(202).end();
    const answer = (body: object): string => JSON.stringify({ jsonrpc: '2.0', id: message.id, ...body });
    if (message.method === 'initialize') {
      const serverInfo = { name: 'holding', version: '1.0.0' };
      const result = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo };
      return response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer({ result }));
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    const known = message.method === 'tools/list';
    const body = known ? { result: { tools: [] } } : { error: { code: -32601, message: 'Method not found' } };
    return response.write(`event: message\ndata: ${answer(body)}\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
