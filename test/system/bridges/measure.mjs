// `npm run measure:bridges -- NAME@VERSION command...`: what a bridge does when its server cuts, restarts, forgets a
// session, refuses, is not up yet, or when the other address family comes first. `{url}` in the command is the server's.
// Writes rules/bridges/NAME@VERSION.json.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBridge } from './bridge.mjs';
import { startServer } from './server.mjs';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const [id = '', ...command] = process.argv.slice(2);
if (!/^[\w-]+@\d+\.\d+\.\d+$/.test(id) || command.length === 0) {
  console.error('usage: npm run measure:bridges -- NAME@VERSION command with {url}');
  process.exit(2);
}

const at = (port, host = '127.0.0.1') =>
  command.map((word) => word.replace('{url}', `http://${host}:${port}/mcp`));

const LATE_MS = 10_000;

/** What the two requests after the fault came to, in one word. */
function survivalOf(first, second) {
  if (first === 'answered') return 'survives';
  if (second === 'answered') return 'recovers';
  return first === 'died' || second === 'died' ? 'dies' : 'stays-broken';
}

/** Connects, lets something happen, asks twice. */
async function afterwards(fault) {
  const server = await startServer();
  const bridge = await startBridge(at(server.port));
  try {
    const before = [await bridge.greet(), await bridge.ask('tools/list')];
    if (before.join() !== 'answered,answered')
      return { outcome: 'not-connected', first: before[0], second: before[1] };
    await fault(server);
    const first = await bridge.ask('tools/list');
    await wait(1500);
    const second = await bridge.ask('tools/list');
    return { outcome: survivalOf(first, second), first, second };
  } finally {
    await bridge.end();
    await server.stop();
  }
}

/** Says hello where something is wrong from the beginning, twice. */
async function fromTheStart({ prepare = () => {}, host = '127.0.0.1', later = async () => {}, env = {} }) {
  const server = await startServer();
  await prepare(server);
  const bridge = await startBridge(at(server.port, host), env);
  try {
    const [first] = await Promise.all([bridge.greet(), later(server)]);
    await wait(500);
    const second = first === 'answered' ? await bridge.ask('tools/list') : await bridge.greet();
    return { outcome: survivalOf(first, second), first, second };
  } finally {
    await bridge.end();
    await server.stop();
  }
}

/** Another program has the port on ::1, and `localhost` leads there first. */
async function wrongFamilyFirst() {
  const others = [];
  const prepare = async (server) => {
    const other = await startServer({ port: server.port, host: '::1' });
    other.behave('404');
    others.push(other);
  };
  try {
    const found = await fromTheStart({
      prepare,
      host: 'localhost',
      env: { NODE_OPTIONS: `--import ${join(root, 'test', 'system', 'bridges', 'ipv6-first.mjs')}` },
    });
    const met = others.some(({ requests }) => requests() > 0);
    return met ? found : { outcome: 'not-measured', first: 'nobody came to ::1', second: null };
  } finally {
    for (const other of others) await other.stop();
  }
}

const measured = {};
for (const [name, measure] of Object.entries({
  cut: () => afterwards((server) => server.behave('cut-next')),
  restart: () =>
    afterwards(async (server) => {
      await server.stop();
      server.forget();
      await server.start();
    }),
  'session-404': () => afterwards((server) => server.forget()),
  'refused-406': () => fromTheStart({ prepare: (server) => server.behave('406') }),
  'not-up-yet': () =>
    fromTheStart({
      prepare: (server) => server.stop(),
      later: async (server) => {
        // Longer than any of them takes to start: it has asked by then, and found nobody.
        await wait(LATE_MS);
        await server.start();
      },
    }),
  'wrong-family-first': wrongFamilyFirst,
})) {
  measured[name] = await measure().catch((error) => ({
    outcome: 'not-measured',
    first: String(error.code ?? error),
    second: null,
  }));
  console.error(`${id} ${name}: ${JSON.stringify(measured[name])}`);
}

const [bridge, version] = id.split('@');
const file = join(root, 'rules', 'bridges', `${id}.json`);
await mkdir(dirname(file), { recursive: true });
const date = new Date().toISOString().slice(0, 10);
await writeFile(
  file,
  `${JSON.stringify({ $schema: '../schema/bridge.schema.json', id, bridge, version, measured: date, faults: measured }, null, 2)}\n`,
);
console.error(`written: ${file}`);
