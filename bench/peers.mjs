// `npm run bench:peers`: a whole default probe beside what else connects from a command line, on the same server; and
// which of them names the cause on twelve faulty ones. A cause counts as named where the words that anybody would use
// for it (peers/faults.json) stand anywhere in what was printed. Judges nothing.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inspectorIn } from '../test/realClients/inspector.mjs';
import { cost, here, medians, said } from './measure.mjs';
import { keep } from './results.mjs';
import { startServer } from './servers.mjs';
import { table } from './table.mjs';

const ROUNDS = 5;
/** A connect that takes longer has failed, whatever it would have said. */
const LIMIT_MS = 20_000;
const PEERS = here('./peers');
const FOLDER = here('../.cache/bench-peers');
const pinned = (file) => JSON.parse(readFileSync(file, 'utf8'));
const versions = {
  ...pinned(here('../package.json')).devDependencies,
  ...pinned(join(PEERS, 'package.json')).dependencies,
};
const faults = JSON.parse(readFileSync(join(PEERS, 'faults.json'), 'utf8'));

const home = await mkdtemp(join(tmpdir(), 'mcp-accept-peers-'));
const inspector = await inspectorIn(home);
const installed = (file) => join(FOLDER, 'node_modules', file);
const TOOLS = {
  'mcp-accept probe': (url) => [here('../bin/mcp-accept.js'), 'probe', url, '--fail-on', 'never'],
  'inspector-cli tools/list': (url) => [inspector, ...[url, '--transport', 'http', '--method', 'tools/list']],
  'conformance server-initialize': (url) => [
    installed('@modelcontextprotocol/conformance/dist/index.js'),
    ...['server', '--url', url, '--scenario', 'server-initialize'],
  ],
  'mcporter list': (url) => [
    installed('mcporter/dist/cli.js'),
    ...['list', '--http-url', url, '--allow-http'],
  ],
  'mcp-remote client': (url) => [installed('mcp-remote/dist/client.js'), url],
};
const [OURS] = Object.keys(TOOLS);

install();
try {
  const sections = [...(await costs()), await causes()];
  console.log(table(sections));
  keep('peers', sections);
} finally {
  await rm(home, { recursive: true });
}

function install() {
  if (existsSync(join(FOLDER, 'node_modules'))) return;
  console.error('The peers are installed once, into .cache/.');
  mkdirSync(FOLDER, { recursive: true });
  cpSync(join(PEERS, 'package.json'), join(FOLDER, 'package.json'));
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', options, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Our whole probe against one connect of each. */
async function costs() {
  const server = await startServer('negotiating', { auth: null });
  const measured = async (command) => {
    await server.tally();
    const seen = await cost(command, { anyExit: true });
    return { ...seen, requests: (await server.tally()).requests };
  };
  try {
    const seen = await medians(
      ROUNDS,
      Object.fromEntries(
        Object.entries(TOOLS).map(([name, command]) => [name, () => measured(command(server.url))]),
      ),
    );
    const rows = (field, unit) =>
      Object.entries(seen)
        .filter(([name]) => name !== OURS)
        .map(([name, its]) => ({
          what: versioned(name),
          measured: seen[OURS][field],
          against: its[field],
          limit: field === 'requests' ? null : 0.33,
          unit,
        }));
    return [
      { title: 'Wall time of a whole default probe, against one connect of', rows: rows('ms', 'ms') },
      { title: 'CPU of the same', rows: rows('cpuMs', 'ms') },
      { title: 'Peak memory of the same', rows: rows('mib', 'MiB').map((row) => ({ ...row, limit: null })) },
      { title: 'Requests of the same', rows: rows('requests', '') },
    ];
  } finally {
    await server.stop();
  }
}

/** How many of the faulty servers' causes each tool names. */
async function causes() {
  const named = Object.fromEntries(Object.keys(TOOLS).map((name) => [name, []]));
  for (const { persona, named: words } of faults) {
    for (const [name, command] of Object.entries(TOOLS)) {
      // Each tool meets the server as it starts: some never recover.
      const server = await startServer(persona, { rateLimit: null });
      try {
        const text = stripVTControlCharacters(await said(command(server.url), LIMIT_MS)).replaceAll(
          server.url,
          '',
        );
        if (words.every((word) => new RegExp(word, 'i').test(text))) named[name].push(persona);
      } finally {
        await server.stop();
      }
    }
  }
  return {
    title: `Names the cause, of ${faults.length} faulty servers`,
    rows: Object.entries(named).map(([name, personas]) => ({
      what: versioned(name),
      measured: personas.length,
      against: faults.length,
      limit: null,
      unit: '',
    })),
  };
}

/** `mcporter list (0.12.3)`: a tool is called by its package, and what it is told to do. */
function versioned(name) {
  const [called] = name.split(' ');
  const version = Object.entries(versions).find(([it]) => it === called || it.endsWith(`/${called}`))?.[1];
  return version === undefined ? name : `${name} (${version})`;
}
