// `npm run bench`: what a run costs, beside a bare baseline measured in the same minutes. It shows
// limits and judges nothing: the exit code is 0 unless something could not be measured. `--short` takes fewer rounds.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here, medians, peak, printed, wall } from './measure.mjs';
import { keep } from './results.mjs';
import { KINDS, startServer } from './servers.mjs';
import { table } from './table.mjs';
import { wavesOf } from './waves.mjs';

const CLI = here('../bin/mcp-accept.js');
const BARE = here('./bare.mjs');
const JUDGE = here('./judge.mjs');
/** What the slow server takes per answer. */
const ANSWER_MS = 100;
const JUDGE_MS = 30;

console.error('This takes about three minutes, with --short two.');
const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-bench-'));
try {
  const sections = [];
  for (const measure of [startUp, quickProbe, slowServers, clients, rules]) {
    sections.push(...(await measure()));
    console.error(`${sections.length} of 8 tables measured`);
  }
  console.log(table(sections));
  keep('bench', sections);
} catch (error) {
  console.error(`this could not be measured (is it built? npm run build): ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function startUp() {
  const { version, nothing } = await medians(15, {
    version: () => wall([CLI, '--version']),
    nothing: () => wall(['-e', '0']),
  });
  const row = { what: '--version', measured: version.ms, against: nothing.ms, limit: 1.5, unit: 'ms' };
  return [{ title: 'Start-up, against `node -e 0`', rows: [row] }];
}

async function quickProbe() {
  const file = join(folder, 'waves.json');
  await writeFile(file, JSON.stringify(wavesOf(await record('quick'))));
  const server = await startServer('negotiating', {});
  try {
    const commands = {
      probe: probeOf(server, '--quick'),
      bare: [BARE, server.url, file, server.token],
    };
    await sameNumber(server, Object.values(commands));
    const time = await medians(15, { probe: () => wall(commands.probe), bare: () => wall(commands.bare) });
    const memory = await medians(7, {
      probe: () => peak(commands.probe),
      bare: () => peak(commands.bare),
      nothing: () => peak(['-e', '0']),
    });
    const rows = [
      { what: 'wall time', measured: time.probe.ms, against: time.bare.ms, limit: 1.3, unit: 'ms' },
      { what: 'peak memory', measured: memory.probe.mib, against: memory.bare.mib, limit: 1.3, unit: 'MiB' },
      {
        what: 'peak memory, against node -e 0',
        measured: memory.probe.mib,
        against: memory.nothing.mib,
        limit: 1.6,
        unit: 'MiB',
      },
    ];
    return [{ title: 'probe --quick on loopback, against a bare undici script', rows }];
  } finally {
    await server.stop();
  }
}

async function sameNumber(server, commands) {
  const counts = [];
  for (const command of commands) {
    await server.tally();
    await wall(command);
    counts.push((await server.tally()).requests);
  }
  if (new Set(counts).size !== 1) throw new Error(`not the same number of requests: ${counts.join(', ')}`);
}

/** Time and number of requests, of both depths on every kind of server, each as costly as it gets. */
async function slowServers() {
  const oneByOne = [];
  const overlapping = [];
  const budget = [];
  for (const { name, persona, changes, overlaps, most } of KINDS) {
    const server = await startServer(persona, { ...changes, delayMs: ANSWER_MS });
    try {
      for (const depth of ['quick', 'default']) {
        const probe = probeOf(server, ...(depth === 'quick' ? ['--quick'] : []));
        const seen = await medians(3, {
          alone: () => timed(server, [...probe, '--concurrency', '1']),
          together: () => timed(server, probe),
        });
        const what = `${name}, ${depth}`;
        oneByOne.push(...timeRows(what, seen.alone, 1));
        overlapping.push(...timeRows(what, seen.together, overlaps ? 0.5 : 1));
        budget.push({ what, measured: seen.together.requests - 1, against: most[depth], limit: 1, unit: '' });
      }
    } finally {
      await server.stop();
    }
  }
  return [
    { title: `--concurrency 1, ${ANSWER_MS} ms per answer, against (requests + 2) answers`, rows: oneByOne },
    { title: 'The same with the default concurrency', rows: overlapping },
    { title: 'Requests besides the one that detects the era, against the budget', rows: budget },
  ];
}

/** The whole process, and of it what the server saw: from the first request to the last answer. */
async function timed(server, command) {
  await server.tally();
  const { ms } = await wall(command);
  const { requests, ms: wire, answerMs } = await server.tally();
  return { process: ms, wire, requests, answerMs };
}

function timeRows(what, { process, wire, requests, answerMs }, limit) {
  const against = (requests + 2) * answerMs;
  return [
    { what: `${what}: whole process`, measured: process, against, limit, unit: 'ms' },
    { what: `${what}: first request to last answer`, measured: wire, against, limit, unit: 'ms' },
  ];
}

/** Every recorded client in its newest version, against the same requests in the same waves with nothing around them. */
async function clients() {
  const file = join(folder, 'clients.json');
  await record('clients', '--clients');
  const recording = JSON.parse(await readFile(recordingOf('clients'), 'utf8'));
  await writeFile(file, JSON.stringify(wavesOf(recording)));
  const server = await startServer('negotiating', { delayMs: ANSWER_MS });
  try {
    const probe = probeOf(server, '--clients', '--quick');
    const bare = [BARE, server.url, file, server.token];
    const { ours, theirs } = await medians(3, { ours: () => wall(probe), theirs: () => wall(bare) });
    const what = `${recording.replays.length} clients`;
    const row = { what, measured: ours.ms, against: theirs.ms, limit: null, unit: 'ms' };
    return [
      { title: `probe --quick --clients, ${ANSWER_MS} ms per answer, against bare undici`, rows: [row] },
    ];
  } finally {
    await server.stop();
  }
}

/** All rules once, and eight times as many. */
async function rules() {
  await record('default');
  const { first } = await medians(9, {
    first: async () => JSON.parse(await printed([JUDGE, recordingOf('default')])),
  });
  const what = `${first.rules} rules, ${first.exchanges} exchanges`;
  return [
    {
      title: 'All rules on a recording, the first time in a process',
      rows: [{ what, measured: first.ms, against: JUDGE_MS, limit: 1, unit: 'ms' }],
    },
    {
      title: 'Eight times as many rules, against eight times the time of one set, both warm',
      rows: [{ what, measured: first.eightMs, against: 8 * first.warmMs, limit: 1, unit: 'ms' }],
    },
  ];
}

function probeOf({ url, token }, ...options) {
  return [CLI, 'probe', url, '--header', `Authorization: Bearer ${token}`, '--fail-on', 'never', ...options];
}

/** Probes a slow server, so that the recording shows what waited for what. */
async function record(depth, ...options) {
  const server = await startServer('negotiating', { delayMs: ANSWER_MS });
  try {
    if (depth !== 'default') options.push('--quick');
    await wall(probeOf(server, ...options, '--record', recordingOf(depth)));
    return JSON.parse(await readFile(recordingOf(depth), 'utf8'));
  } finally {
    await server.stop();
  }
}

function recordingOf(depth) {
  return join(folder, `${depth}.json`);
}
