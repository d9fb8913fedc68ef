/** Reverse proxies as Debian has them, each a process of its own with a folder of its own, on a port that was free. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const START_LIMIT_MS = 10_000;
/** Debian keeps nginx where only root looks. */
const PATH = [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter);

/**
 * @typedef {object} Kind
 * @property {string} command
 * @property {string} ask what makes it tell its version
 * @property {(folder: string) => string[]} run its words, for a configuration at `folder`/conf
 * @property {(port: number, folder: string, part: string) => string} conf the whole configuration around a part of it
 */

/** @type {Record<'nginx' | 'caddy' | 'haproxy', Kind>} */
const KINDS = {
  nginx: {
    command: 'nginx',
    ask: '-v',
    run: (folder) => ['-p', folder, '-c', 'conf', '-e', 'error.log', '-g', 'daemon off; master_process off;'],
    // What stands before the line of dashes belongs to `http`, the rest to `server`.
    conf: (port, _folder, part) => {
      const [server = '', http = ''] = part.split('\n---\n').reverse();
      return `pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  ${http}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`;
    },
  },
  caddy: {
    command: 'caddy',
    ask: 'version',
    run: (folder) => ['run', '--config', join(folder, 'conf'), '--adapter', 'caddyfile'],
    conf: (port, _folder, part) => `{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
  ${part}
}
`,
  },
  haproxy: {
    command: 'haproxy',
    ask: '-v',
    run: (folder) => ['-f', join(folder, 'conf'), '-db', '-q'],
    conf: (port, _folder, part) => `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend here
  bind 127.0.0.1:${port}
  default_backend there
backend there
  ${part}
`,
  },
};

/** @param {keyof typeof KINDS} kind @returns {string | false} `nginx is missing`; false where it can be run, or has to be */
export function lackingProxy(kind) {
  if (process.env.CI) return false;
  const { command, ask } = KINDS[kind];
  const { error } = spawnSync(command, [ask], { env: { PATH, HOME: tmpdir() } });
  return error === undefined ? false : `${command} is missing`;
}

/**
 * @param {keyof typeof KINDS} kind
 * @param {string} part of its configuration: what its server, site or backend holds
 * @param {Record<string, string>} [files] what else it reads, beside its configuration
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function startProxy(kind, part, files = {}) {
  const { command, run, conf } = KINDS[kind];
  const folder = mkdtempSync(join(tmpdir(), `${kind}-`));
  const port = await freePort();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'conf'), conf(port, folder, part.replaceAll('FOLDER', folder)));
  const child = spawn(command, run(folder), {
    env: { PATH, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let erred = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    erred = (erred + text).slice(-2000);
  });
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      listening(port),
      ended.then(() => Promise.reject(new Error(`${command} ended; it said: ${erred}`))),
    ]);
    return { port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A port that nobody listened on a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port) {
  const until = Date.now() + START_LIMIT_MS;
  for (;;) {
    const reached = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (reached) return;
    if (Date.now() > until) throw new Error(`nobody listens on ${port} after ${START_LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
