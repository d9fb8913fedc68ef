/** Runs the programs of this folder: as a server, or as a client that connects once. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** A program in Java or Python takes its time to load on a busy machine. */
const START_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 20_000;
const ENV = { HOME: tmpdir(), PATH: process.env.PATH };

/**
 * @param {string[]} command of a program
 * @param {string} mode `stateful-sse`, `stateless-json`, ...
 * @returns {Promise<import('../servers/host.mjs').Running>}
 */
export async function serve(command, mode) {
  const child = started(command, ['serve', mode]);
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
 * Lets a client connect, list the tools and hang up.
 * @param {string[]} command of a program
 * @param {string} url
 * @param {readonly (readonly [string, string])[]} headers that the user configured
 * @param {number} [limitMs] after which it counts as one that did not connect
 * @returns {Promise<string[]>} the names of the tools; rejects where it does not connect, with what it said
 */
export async function connect(command, url, headers, limitMs = CONNECT_LIMIT_MS) {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const child = started(command, ['connect', url, ...lines]);
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const { status, said, erred } = await child.ended;
  clearTimeout(limit);
  if (status === 0) return JSON.parse(said);
  throw new Error(
    `${status === null ? `nothing in ${limitMs} ms` : `exit ${status}`}; it said: ${erred.slice(-600)}`,
  );
}

function started([file, ...before], words) {
  const child = spawn(file, [...before, ...words], { env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let erred = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    erred = (erred + text).slice(-4000);
  });
  child.ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said, erred }));
  });
  return child;
}

/** The URL that a server prints when it can be reached. */
async function firstLine(child) {
  let text = '';
  const line = new Promise((resolve) => {
    child.stdout.on('data', (more) => {
      text += more;
      if (text.includes('\n')) resolve(text.split('\n', 1)[0].trim());
    });
  });
  const ended = child.ended.then(({ status, erred }) => {
    throw new Error(`the server ended with status ${status}; it said: ${erred}`);
  });
  const late = new Promise((_, reject) => {
    setTimeout(reject, START_LIMIT_MS, new Error(`no URL in ${START_LIMIT_MS} ms`)).unref();
  });
  return Promise.race([line, ended, late]);
}
