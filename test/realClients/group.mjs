/**
 * A client that is a program, in a process group of its own: with a home that is thrown away, none of our environment,
 * nothing to open a browser with, no way to the net but loopback, and a time limit.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A proxy that nobody runs. */
const OFFLINE = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' };

/**
 * @typedef {object} Beginning
 * @property {string[]} command
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] beside what every one of them gets
 *
 * @template T
 * @param {(home: string) => Promise<Beginning>} begin writes what it needs into its home
 * @param {number} limitMs after which it is killed
 * @param {(child: import('node:child_process').ChildProcessWithoutNullStreams) => Promise<T>} drive rejects where it
 *   comes to nothing: what the program said goes into the message
 * @returns {Promise<T>}
 */
export async function inGroup(begin, limitMs, drive) {
  const home = await mkdtemp(join(tmpdir(), 'mcp-accept-client-'));
  const { command, cwd = home, env = {} } = await begin(home);
  const [program, ...words] = command;
  const child = spawn(program, words, {
    cwd,
    env: { HOME: home, PATH: '', ...OFFLINE, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const kill = () => endGroup(child.pid);
  const limit = setTimeout(kill, limitMs);
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
    // Of a program that was just killed another process may still write.
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
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
