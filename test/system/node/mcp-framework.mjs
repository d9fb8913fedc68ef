/** mcp-framework: tools from a folder, around the transport of the TypeScript SDK 1.x. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MCPServer } from 'mcp-framework';
import { answering, freePort, main } from './program.mjs';

const READY = `module.exports = class {
  name = 'ready';
  toolDefinition = { name: 'ready', description: 'Says yes', inputSchema: { type: 'object', properties: {} } };
  injectServer() {}
  toolCall() {
    return { content: [{ type: 'text', text: 'yes' }] };
  }
};
`;

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
  return answering(`http://127.0.0.1:${port}/mcp`);
}

await main({ serve });
