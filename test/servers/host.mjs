/**
 * How the servers of this folder are opened and closed. No MCP in here: the protocol is the business
 * of the packages under test. Everything listens on a port that the system picks.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Running
 * @property {string} url where the server answers MCP
 * @property {() => Promise<void>} close ends the server, its sessions and sockets; twice is like once
 */

const START_LIMIT_MS = 20_000;

/** @param {number} port @returns {string} the endpoint, whose path is the same for every server here */
const endpoint = (port) => `http://127.0.0.1:${port}/mcp`;

/**
 * Serves a Node request listener (an Express application is one) on 127.0.0.1.
 *
 * @param {import('node:http').RequestListener} listener
 * @param {() => Promise<void>} [release] ends what the listener keeps open: sessions, handlers
 * @returns {Promise<Running>}
 */
export async function listen(listener, release) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let closing;
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    await release?.();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: endpoint(server.address().port),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/**
 * Runs a program as a child with `PORT=0`. `report-port.mjs`, loaded ahead of it, tells us the port that
 * it got. The child has nothing else of our environment: some servers show theirs to everyone who asks.
 *
 * @param {string} program module specifier of the file to run
 * @param {...string} args
 * @returns {Promise<Running>}
 */
export async function launch(program, ...args) {
  const preload = new URL('./report-port.mjs', import.meta.url).href;
  const file = fileURLToPath(import.meta.resolve(program));
  const child = spawn(process.execPath, ['--import', preload, file, ...args], {
    env: { PORT: '0' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  const close = async () => {
    process.off('exit', kill);
    kill();
    await exited;
  };
  process.once('exit', kill);
  try {
    const [{ port }] = await Promise.race([
      once(child, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) }),
      exited.then(([status]) => Promise.reject(new Error(`${program} ended with status ${status}`))),
    ]);
    return { url: endpoint(port), close };
  } catch (error) {
    await close();
    throw error;
  }
}
