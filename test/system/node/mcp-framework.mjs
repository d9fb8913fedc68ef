/** mcp-framework: tools from a folder, around the transport of the TypeScript SDK 1.x. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { MCPServer } from 'mcp-framework';
import { main } from './program.mjs';

const READY = `module.exports = class {
  name = 'ready';
  toolDefinition = { name: 'ready', description: 'Says yes', inputSchema: { type: 'object', properties: {} } };
  injectServer() {}
  toolCall() {
    return { content: [{ type: 'text', text: 'yes' }] };
  }
};
`;

/** It takes 0 for 8080. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function serve({ json }) {
  const folder = new URL('./tools/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('ready.js', folder), READY);
  const port = await freePort();
  const server = new MCPServer({
    name: 'example-server',
    version: '1.0.0',
    basePath: fileURLToPath(new URL('.', import.meta.url)),
    transport: { type: 'http-stream', options: { port, responseMode: json ? 'batch' : 'stream' } },
  });
  void server.start(); // it ends with the server
  const url = `http://127.0.0.1:${port}/mcp`;
  while (!(await fetch(url).catch(() => null))) await new Promise((resolve) => setTimeout(resolve, 20));
  return url;
}

await main({ serve });
