/**
 * What every program of this folder is: a server and a client of one library, in whichever version is installed.
 *
 *     PROGRAM build        compiles what it serves, where it is one that has to
 *     PROGRAM serve MODE   prints its URL, then serves until it is killed
 *     PROGRAM connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
 *                          connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}
 *
 * A MODE is `stateful-sse`, `stateful-json`, `stateless-sse` or `stateless-json`.
 */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const TOLD = process.stdout.write.bind(process.stdout);

/**
 * @param {object} library
 * @param {() => void} [library.build]
 * @param {(how: { stateless: boolean, json: boolean }) => Promise<import('node:http').RequestListener | string>} [library.serve]
 *   to what answers at /mcp, or to the URL of what listens by itself
 * @param {(url: string, headers: Record<string, string>) => Promise<string[]>} [library.connect] to the names of the tools
 */
export async function main({ build, serve, connect }) {
  const [verb, mode = ''] = process.argv.slice(2);
  process.stdout.write = process.stderr.write.bind(process.stderr); // some libraries print what they do
  if (verb === 'build' && build) {
    build();
  } else if (verb === 'serve' && serve) {
    const how = { stateless: mode.startsWith('stateless'), json: mode.endsWith('json') };
    const listener = await serve(how);
    if (typeof listener === 'string') {
      TOLD(`${listener}\n`);
      return;
    }
    const server = createServer(listener).listen(0, '127.0.0.1', () => {
      TOLD(`http://127.0.0.1:${server.address().port}/mcp\n`);
    });
  } else if (verb === 'connect' && connect) {
    TOLD('ready\n');
    for await (const line of createInterface(process.stdin)) {
      const { url, headers } = JSON.parse(line);
      const answer = await connect(url, Object.fromEntries(headers)).then(
        (tools) => ({ tools }),
        (error) => ({ error: String(error) }),
      );
      TOLD(`${JSON.stringify(answer)}\n`);
    }
    process.exit(0);
  } else {
    throw new Error('usage: PROGRAM serve MODE | PROGRAM connect');
  }
}

/** The body of a request, as JSON. */
export async function bodyOf(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For what takes 0 for its default. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @returns {Promise<string>} the URL, as soon as it answers */
export async function answering(url) {
  while (!(await fetch(url).catch(() => null))) await new Promise((resolve) => setTimeout(resolve, 20));
  return url;
}
