// Processes, timed. Nothing here knows what is measured.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const REPORT_PEAK = new URL('./report-peak.mjs', import.meta.url).href;

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs `node` with these arguments. @returns the time from before it is started until it is gone */
export async function wall(args) {
  const began = performance.now();
  await printed(args);
  return { ms: performance.now() - began };
}

/** Runs `node` with these arguments. @returns the most memory that it held at once */
export async function peak(args) {
  const { mib } = await cost(args);
  return { mib };
}

/**
 * Runs `node` with these arguments.
 * @param anyExit also what ends with another code than 0 counts
 * @returns how long it took, its CPU, and the most memory that it held at once
 */
export async function cost(args, { anyExit = false } = {}) {
  const began = performance.now();
  const { reported } = await run(['--import', REPORT_PEAK, ...args], ['pipe'], { anyExit });
  const [kib, cpuUs] = reported.split(' ').map(Number);
  return { ms: performance.now() - began, cpuMs: cpuUs / 1000, mib: kib / 1024 };
}

/** Runs `node` with these arguments. @returns what it printed */
export async function printed(args) {
  const { output } = await run(args, []);
  return output;
}

/** Runs `node` with these arguments, in a home of its own. @returns all that it printed until it ended or was ended */
export async function said(args, limitMs) {
  const { output, errors } = await run(args, [], { anyExit: true, timeout: limitMs });
  return `${output}\n${errors}`;
}

/** @throws where it does not exit with 0, unless any exit will do */
async function run(args, further, { anyExit = false, timeout } = {}) {
  const env = { ...process.env, HOME: tmpdir() };
  const stdio = ['ignore', 'pipe', 'pipe', ...further];
  const child = spawn(process.execPath, args, { stdio, env, timeout });
  const [, ...streams] = child.stdio;
  const [[code], [output, errors, reported]] = await Promise.all([
    once(child, 'close'),
    Promise.all(streams.map((stream) => text(stream))),
  ]);
  if (code !== 0 && !anyExit) throw new Error(`node ${args.join(' ')} ended with ${code}: ${errors.trim()}`);
  return { output, errors, reported };
}

/** Fewer rounds, where what is wanted is a figure of each run and not one that stands in a page. */
const MOST_ROUNDS = process.argv.includes('--short') ? 3 : Number.POSITIVE_INFINITY;

/**
 * A B A B: what disturbs the machine meanwhile disturbs all of them. The first round is not counted, it
 * fills the caches; where nothing is cached, `unmeasured` is 0.
 * @param measures by name, each a function that measures once and returns numbers by name
 * @returns the same shape, each number the median over all rounds
 */
export async function medians(times, measures, { unmeasured = 1 } = {}) {
  const wanted = Math.min(times, MOST_ROUNDS);
  const rounds = [];
  for (let round = 0; round < wanted + unmeasured; round += 1) {
    const seen = {};
    for (const [name, measure] of Object.entries(measures)) seen[name] = await measure();
    if (round >= unmeasured) rounds.push(seen);
  }
  return mapValues(measures, (_, name) =>
    mapValues(rounds[0][name], (_, field) => median(rounds.map((seen) => seen[name][field]))),
  );
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
