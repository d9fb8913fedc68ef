/** A bridge as its client sees it: a program that is spoken to over stdio. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long an answer is waited for. */
const PATIENCE_MS = 25_000;

/** @param {readonly string[]} command @param {Record<string, string>} [env] */
export async function startBridge(command, env = {}) {
  const home = await mkdtemp(join(tmpdir(), 'mcp-accept-bridge-'));
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, HOME: home, MCP_REMOTE_CONFIG_DIR: home, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const waiting = new Map();
  let exited = false;
  let said = '';
  let rest = '';
  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) hear(line);
  });
  const closed = once(child, 'close').then(() => {
    exited = true;
    for (const tell of waiting.values()) tell('died');
  });

  function hear(line) {
    try {
      const { id, result, error } = JSON.parse(line);
      if (result === undefined && error === undefined) return;
      waiting.get(id)?.(error === undefined ? 'answered' : 'error');
    } catch {
      // What is no message, some bridges print all the same.
    }
  }

  let ids = 0;
  /** What becomes of a request: `answered`, `error`, `silent`, or `died`. */
  async function ask(method, params = {}) {
    if (exited) return 'died';
    ids += 1;
    const id = ids;
    const came = new Promise((resolve) => waiting.set(id, resolve));
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const outcome = await Promise.race([came, late(PATIENCE_MS)]);
    waiting.delete(id);
    return outcome;
  }

  return {
    ask,
    async greet() {
      const clientInfo = { name: 'bridge-measure', version: '1.0.0' };
      const outcome = await ask('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo,
      });
      if (outcome === 'answered')
        child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
      return outcome;
    },
    alive: () => !exited,
    said: () => said,
    async end() {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await closed;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function late(ms) {
  return new Promise((resolve) => setTimeout(() => resolve('silent'), ms).unref());
}
