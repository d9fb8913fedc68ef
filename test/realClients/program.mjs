/** Clients that are programs, out of our own node_modules. */
import { text } from 'node:stream/consumers';
import { inGroup } from './group.mjs';
import { file, inspectorIn } from './inspector.mjs';
import { answerTo, messagesOf } from './messages.mjs';

const LIMIT_MS = 15_000;

const asOptions = (headers) => headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]);

/** `mcp-remote`, driven over stdio as a client of it would. */
export function mcpRemote(url, headers) {
  const words = [file('mcp-remote/dist/proxy.js'), url, '--allow-http', ...asOptions(headers)];
  const begin = async (home) => ({
    command: [process.execPath, ...words],
    env: { MCP_REMOTE_CONFIG_DIR: home },
  });
  return inGroup(begin, LIMIT_MS, async (child) => {
    const messages = messagesOf(child.stdout);
    const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    child.stdin.on('error', () => {}); // it has ended, and its exit says so
    const clientInfo = { name: 'real-client', version: '1.0.0' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    say({ id: 1, method: 'initialize', params });
    await answerTo(messages, 1);
    say({ method: 'notifications/initialized' });
    say({ id: 2, method: 'tools/list' });
    const { tools } = await answerTo(messages, 2);
    return tools.map(({ name }) => name);
  });
}

/** The inspector's command line, asked for the tools. */
export function inspectorCli(url, headers) {
  const begin = async (home) => {
    const options = ['--transport', 'http', '--method', 'tools/list', ...asOptions(headers)];
    return { command: [process.execPath, await inspectorIn(home), url, ...options] };
  };
  return inGroup(begin, LIMIT_MS, async (child) => {
    const said = await text(child.stdout);
    if (said === '') throw new Error('it listed no tools');
    return JSON.parse(said).tools.map(({ name }) => name);
  });
}
