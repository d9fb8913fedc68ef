/** The official TypeScript SDK 1.x, hosted as its README shows: a transport per session, or per request. */
import { randomUUID } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import { bodyOf, main } from './program.mjs';

function newServer() {
  const server = new McpServer({ name: 'example-server', version: '1.0.0' });
  server.tool('ready', 'Says yes', () => ({ content: [{ type: 'text', text: 'yes' }] }));
  return server;
}

function refuse(response, status, message) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message }, id: null }));
}

const stateless = (json) => async (request, response) => {
  if (request.method !== 'POST') return refuse(response, 405, 'Method not allowed.');
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: json,
  });
  const server = newServer();
  response.on('close', () => {
    transport.close();
    server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response, await bodyOf(request));
};

function stateful(json) {
  const transports = new Map();
  return async (request, response) => {
    const id = request.headers['mcp-session-id'];
    const known = transports.get(id);
    if (request.method !== 'POST') {
      if (known) return known.handleRequest(request, response);
      response.writeHead(400);
      return response.end('Invalid or missing session ID');
    }
    const body = await bodyOf(request);
    if (!known && (id || !isInitializeRequest(body)))
      return refuse(response, 400, 'Bad Request: No valid session ID provided');
    if (known) return known.handleRequest(request, response, body);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      enableJsonResponse: json,
      onsessioninitialized: (session) => transports.set(session, transport),
    });
    transport.onclose = () => transports.delete(transport.sessionId);
    await newServer().connect(transport);
    return transport.handleRequest(request, response, body);
  };
}

async function connect(url, headers) {
  const client = new Client({ name: 'real-client', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  try {
    await client.connect(transport);
    return (await client.listTools()).tools.map(({ name }) => name);
  } finally {
    await client.close();
  }
}

await main({ serve: async (how) => (how.stateless ? stateless(how.json) : stateful(how.json)), connect });
