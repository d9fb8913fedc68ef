import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Blame, TriageReport } from '../src/model.js';
import { http, named, withServers } from './configuring.js';
import { cuttingFront } from './cuttingFront.js';
import { whole } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { deadPort, listen } from './hostile/server.js';

/** The servers of a story, by what is the matter with them. */
export interface Cast {
  /** All is well with it; it listens on 127.0.0.1 alone. */
  well: string;
  /** A session of before its restart is refused, and not with 404. */
  stale: string;
  /** After a GET, as health checks send it, the next hello is refused. */
  upsetByGet: string;
}

/** What was told of one file. */
export interface Told {
  page: string;
  report: TriageReport;
}

/** What is to be told of an entry. */
interface Expected {
  /** Handshakes that connect, of ten. */
  rate: number;
  title: RegExp;
  blame: Blame[];
  /** A step that mends it; null: nothing has to be mended. */
  hint: RegExp | null;
}

export const STORY: Record<string, Expected> = {
  'ipv6-first': {
    rate: 0,
    title: /^Nobody can connect at localhost: what is taken first is another program's/,
    blame: ['configuration'],
    hint: /Write the address that serves: http:\/\/127\.0\.0\.1:.*NODE_OPTIONS=--dns-result-order=ipv4first/s,
  },
  flaky: {
    rate: 9,
    title: /^Claude Code .* connects (only )?in 9 of 10 tries$/,
    blame: ['server', 'network'],
    hint: /keep them longer on the server .*uvicorn: --timeout-keep-alive/,
  },
  'health-checked': {
    rate: 5,
    title: /^Claude Code .* connects (only )?in 5 of 10 tries$/,
    blame: ['server'],
    hint: /let nothing send GET to this address: a health check POSTs initialize/,
  },
  stale: { rate: 10, title: /^Correct clients connect/, blame: ['none'], hint: null },
  well: { rate: 10, title: /^Correct clients connect/, blame: ['none'], hint: null },
  bridge: { rate: 10, title: /^Correct clients connect/, blame: ['none'], hint: null },
  gone: {
    rate: 0,
    title: /^Nobody can connect: nothing listens there/,
    blame: ['server', 'configuration'],
    hint: /Start the server, or correct host and port/,
  },
};

/**
 * One file with these of it, and `triage --config` on it. `localhost` stands for ::1 first, where another program
 * listens, as in the container; this machine may have it otherwise.
 */
export async function tell(
  test: TestContext,
  cast: Cast,
  names: readonly string[],
  more: string[],
): Promise<Told> {
  const port = Number(new URL(cast.well).port);
  const page = whole('404 Not Found', 'text/html', '<h1>Vite</h1>');
  const other = await listen((socket) => void socket.write(page), { host: '::1', port });
  test.after(() => other.close());
  const all: Record<string, object> = {
    'ipv6-first': http(`http://localhost:${port}/mcp`),
    flaky: http(await cuttingFront(test, cast.well)),
    'health-checked': http(cast.upsetByGet),
    stale: http(cast.stale),
    well: http(cast.well),
    bridge: { command: 'npx', args: ['-y', 'mcp-remote', cast.well] },
    gone: http(`http://127.0.0.1:${await deadPort()}/mcp`),
    proxy: { command: 'node', args: ['proxy.mjs', cast.well] },
  };
  const chosen = Object.entries(all).filter(([name]) => names.includes(name));
  const folder = withServers(test, Object.fromEntries(chosen));
  return triaged(folder.path, ['--resolve', `localhost:${port}:::1,127.0.0.1`, ...more]);
}

/** `triage --config .mcp.json` in that folder: the page, and the report beside it. */
export async function triaged(cwd: string, more: string[]): Promise<Told> {
  const args = ['triage', '--config', '.mcp.json', '--report', 'json:report.json', ...more];
  const { stdout, stderr } = await run(args, { cwd, env: { HOME: cwd } });
  const report = JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8')) as TriageReport;
  assert.notEqual(stdout, '', stderr);
  return { page: stdout, report };
}

/** Holds what was told of an entry to what is to be told of it. */
export function assertTold({ report }: Told, name: string): void {
  const { rate, title, blame, hint } = STORY[name] ?? assert.fail(name);
  const { diagnosis, repeat } = named(report, name);
  const next = report.triage.targets.find((one) => one.name === name)?.next;
  assert.match(diagnosis?.title ?? '', title);
  assert.deepEqual(diagnosis?.blame, blame);
  assert.equal(repeat?.connected, rate, repeat?.because ?? '');
  const steps = [...(next?.user ?? []), ...(next?.operator ?? [])].join('\n');
  if (hint !== null) assert.match(steps, hint);
}
