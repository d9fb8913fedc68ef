/**
 * Clients that are programs, each run in a process group of its own: with a home that is thrown away, none
 * of our environment, nothing to open a browser with, and a time limit.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { file, inspectorIn } from './inspector.mjs';

const LIMIT_MS = 15_000;

const asOptions = (headers) => headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]);

/** `mcp-remote`, driven over stdio as a client of it would. */
export function mcpRemote(url, headers) {
  const args = () => [file('mcp-remote/dist/proxy.js'), url, '--allow-http', ...asOptions(headers)];
  return inGroup(args, async (child) => {
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
  const install = async (home) => {
    const options = ['--transport', 'http', '--method', 'tools/list', ...asOptions(headers)];
    return [await inspectorIn(home), url, ...options];
  };
  return inGroup(install, async (child) => {
    let said = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) said += chunk;
    if (said === '') throw new Error('it listed no tools');
    return JSON.parse(said).tools.map(({ name }) => name);
  });
}

async function inGroup(install, drive) {
  const home = await mkdtemp(join(tmpdir(), 'mcp-accept-client-'));
  const child = spawn(process.execPath, await install(home), {
    env: { HOME: home, MCP_REMOTE_CONFIG_DIR: home, PATH: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const kill = () => endGroup(child.pid);
  const limit = setTimeout(kill, LIMIT_MS);
  process.once('exit', kill);
  try {
    return await drive(child);
  } catch (error) {
    throw new Error(`${error.message}; it said: ${said.slice(-600)}`);
  } finally {
    kill();
    await closed;
    clearTimeout(limit);
    process.off('exit', kill);
    await rm(home, { recursive: true });
  }
}

/** The group that we started, by its id; it may be gone already. */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function* messagesOf(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
}

async function answerTo(messages, id) {
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error(`it ended before it answered message ${id}`);
    if (value.id === id) return value.result;
  }
}
