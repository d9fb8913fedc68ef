// `npm run bench:fleet`: a fleet of targets on this machine that take 20 ms for an answer, beside a bare undici loop of
// the same requests; its memory at a tenth of the targets; with --large, what 20,000 targets cost. Judges nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cost, here, medians } from './measure.mjs';
import { keep } from './results.mjs';
import { table } from './table.mjs';
import { wavesOf } from './waves.mjs';

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '1' },
    large: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const CLI = here('../bin/mcp-accept.js');
const BARE = here('./fleet-bare.mjs');
const ANSWER_MS = 20;
const LARGE = 20_000;
const HOSTS = Math.min(2000, Number(values.targets));

const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-fleet-'));
const server = spawn(process.execPath, [here('./fleet-server.mjs'), String(HOSTS), String(ANSWER_MS)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const port = await said();
  const waves = join(folder, 'waves.json');
  await writeFile(waves, JSON.stringify(wavesOf(await recorded())));
  const many = Number(values.targets);
  const [list, few] = [await listOf(many, port), await listOf(many / 10, port)];
  const { fleet, bare, small } = await medians(
    Number(values.rounds),
    {
      fleet: () => counted(fleetOn(list)),
      bare: () => counted([BARE, list, waves, values.concurrency]),
      small: () => counted(fleetOn(few)),
    },
    { unmeasured: 0 },
  );
  const large = values.large ? await counted(fleetOn(await listOf(LARGE, port))) : null;
  const sections = [
    {
      title: `A fleet of ${many} targets, ${ANSWER_MS} ms an answer, ${values.concurrency} at once, against a bare undici loop of the same requests`,
      rows: [
        { what: 'wall time', measured: fleet.ms, against: bare.ms, limit: 1 / 0.9, unit: 'ms' },
        { what: 'CPU', measured: fleet.cpuMs, against: bare.cpuMs, limit: null, unit: 'ms' },
        { what: 'requests', measured: fleet.requests, against: bare.requests, limit: null, unit: '' },
      ],
    },
    {
      title: `Peak memory of ${many} targets, against a tenth of them`,
      rows: [{ what: 'peak memory', measured: fleet.mib, against: small.mib, limit: 1.2, unit: 'MiB' }],
    },
    ...(large === null ? [] : [{ title: `${LARGE} targets, against ${many}`, rows: growth(large, fleet) }]),
  ];
  console.log(table(sections));
  keep('fleet', sections);
} finally {
  server.kill();
  await rm(folder, { recursive: true });
}

function fleetOn(list) {
  return [
    CLI,
    'fleet',
    list,
    '--yes',
    '--concurrency',
    values.concurrency,
    '--report',
    `ndjson:${join(folder, 'run')}`,
  ];
}

/** What the process came to, and the requests that the server saw of it. */
async function counted(args) {
  const before = await requests();
  const seen = await cost(args);
  return { ...seen, requests: (await requests()) - before };
}

async function requests() {
  server.stdin.write('\n');
  return Number(await said());
}

async function said() {
  const [chunk] = await once(server.stdout, 'data');
  return String(chunk).trim();
}

/** A probe of one target, with answers that are so slow that it shows what waited for what. */
async function recorded() {
  const slow = spawn(process.execPath, [here('./fleet-server.mjs'), '1', '100'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [chunk] = await once(slow.stdout, 'data');
    const file = join(folder, 'recording.json');
    await cost([CLI, 'probe', `http://127.1.0.0:${String(chunk).trim()}/mcp`, '--record', file]);
    return JSON.parse(await readFile(file, 'utf8'));
  } finally {
    slow.kill();
  }
}

/** The hosts in turn, each with another path. */
async function listOf(count, port) {
  const file = join(folder, `${count}.txt`);
  const urls = Array.from({ length: count }, (_, at) => {
    const host = at % HOSTS;
    return `http://127.1.${host >> 8}.${host & 255}:${port}/${Math.floor(at / HOSTS)}/mcp`;
  });
  await writeFile(file, `${urls.join('\n')}\n`);
  return file;
}

/** What so many more cost. */
function growth(large, fleet) {
  return [
    { what: 'wall time', measured: large.ms, against: fleet.ms, limit: null, unit: 'ms' },
    { what: 'CPU', measured: large.cpuMs, against: fleet.cpuMs, limit: null, unit: 'ms' },
    { what: 'requests', measured: large.requests, against: fleet.requests, limit: null, unit: '' },
    { what: 'peak memory', measured: large.mib, against: fleet.mib, limit: null, unit: 'MiB' },
  ];
}
