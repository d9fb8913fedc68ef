/** Runs the programs of this folder, as servers and as clients. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

/** A program in Java or Python takes its time to load on a busy machine. */
const START_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 20_000;
const ENV = { HOME: tmpdir(), PATH: process.env.PATH };

/**
 * @param {string[]} command of a program
 * @param {string} mode `stateful-sse`, `stateless-json`, ...
 * @param {string[]} remedies ids in rules/remedies/, which it tries as they are printed
 * @returns {Promise<import('../servers/host.mjs').Running>}
 */
export async function serve(command, mode, remedies = []) {
  const child = started(command, ['serve', mode, ...remedies]);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await child.ended;
  };
  try {
    return { url: await firstLine(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A client that is started when it is first used and connects once after the other; one that comes to nothing in
 * time is killed, and the next attempt starts it anew.
 * @param {string[]} command of a program
 * @returns {import('./start.mjs').Client}
 */
export function client(command) {
  let running = null;
  const stop = () => {
    running?.child.kill('SIGKILL');
    running = null;
  };
  process.once('exit', stop);
  return {
    async connect(url, headers, limitMs = CONNECT_LIMIT_MS) {
      running ??= await begin(command);
      const { child, lines } = running;
      child.stdin.write(`${JSON.stringify({ url, headers })}\n`);
      const limit = setTimeout(stop, limitMs);
      const { value } = await lines.next();
      clearTimeout(limit);
      if (value === undefined) {
        stop();
        throw new Error(
          `no answer, ended by itself or killed after ${limitMs} ms; it said: ${await child.lastWords}`,
        );
      }
      const { tools, error } = JSON.parse(value);
      if (tools === undefined) throw new Error(error);
      return tools;
    },
    async close() {
      process.off('exit', stop);
      const ended = running?.child.ended;
      stop();
      await ended;
    },
  };
}

/** Loading may take longer than any answer, and counts for none. */
async function begin(command) {
  const child = started(command, ['connect']);
  child.stdin.on('error', () => {}); // it has ended, and its silence says so
  child.lastWords = child.ended.then(({ erred }) => erred.slice(-600));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value } = await lines.next();
  if (value !== 'ready') throw new Error(`it does not start: ${await child.lastWords}`);
  return { child, lines };
}

function started([file, ...before], words) {
  const child = spawn(file, [...before, ...words], { env: ENV, stdio: ['pipe', 'pipe', 'pipe'] });
  let erred = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    erred = (erred + text).slice(-4000);
  });
  child.ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, erred }));
  });
  return child;
}

/** The URL that a server prints when it can be reached. */
async function firstLine(child) {
  const lines = createInterface(child.stdout);
  const line = new Promise((resolve) => lines.once('line', resolve));
  const ended = child.ended.then(({ status, erred }) => {
    throw new Error(`the server ended with status ${status}; it said: ${erred}`);
  });
  const late = new Promise((_, reject) => {
    setTimeout(reject, START_LIMIT_MS, new Error(`no URL in ${START_LIMIT_MS} ms`)).unref();
  });
  return Promise.race([line, ended, late]);
}
