import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { loadPersona } from '../../src/demo/personas.js';
import { type RunningServer, startServer } from '../../src/demo/server.js';
import type { FleetEnd, FleetLine, FleetReport } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import type { Ran, RunOptions } from '../hostile/run.js';
import { run } from '../hostile/runHere.js';

/** Many hosts that are one server of this machine, by names that lead to it. */
export interface Hosts {
  server: RunningServer;
  urls: string[];
  /** What makes the names lead there. */
  resolve: string[];
}

/** A persona under so many names. It ends with the test. */
export async function hostsOf(
  test: TestContext,
  persona: string,
  count: number,
  word = persona,
): Promise<Hosts> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), persona));
  test.after(() => server.close());
  return { server, ...named(new URL(server.url).port, count, word) };
}

/** So many names for a port of this machine. */
export function named(port: string, count: number, word: string): Omit<Hosts, 'server'> {
  const names = Array.from({ length: count }, (_, at) => `${word}-${at}.test`);
  return {
    urls: names.map((name) => `http://${name}:${port}/mcp`),
    resolve: names.flatMap((name) => ['--resolve', `${name}:${port}:127.0.0.1`]),
  };
}

/** A folder that goes with the test. */
export async function folderOf(test: TestContext): Promise<(name: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-fleet-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** Runs `fleet` on these lines. */
export async function fleetOf(
  at: (name: string) => string,
  lines: readonly string[],
  words: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const list = at('list.txt');
  await writeFile(list, `${lines.join('\n')}\n`);
  return run(['fleet', list, ...words], options);
}

export function reportIn({ stdout }: Ran): FleetReport {
  return JSON.parse(stdout) as FleetReport;
}

export async function linesIn(file: string): Promise<(FleetLine | FleetEnd)[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FleetLine | FleetEnd);
}

/** Lines without what differs from run to run. */
export function told(lines: readonly (FleetLine | FleetEnd)[]): string[] {
  return lines
    .flatMap((line) => (line.event === 'target' ? [JSON.stringify({ ...line, ms: 0 })] : []))
    .sort();
}
