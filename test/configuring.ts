import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Report, TargetReport } from '../src/model.js';
import { type Folder, folderWith } from './fixing.js';
import { assertCalm } from './hostile/orderly.js';
import type { Ran, RunOptions } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, type HostileServer, listen } from './hostile/server.js';
import { isReport } from './reports.js';

/** A folder with a `.mcp.json`. */
export function withServers(test: TestContext, servers: Record<string, object>): Folder {
  return folderWith(test, { '.mcp.json': `${JSON.stringify({ mcpServers: servers }, null, 2)}\n` });
}

/** The real command in that folder, which is home to it; never with a trace. */
export async function probe(
  { path }: Folder,
  args: string[],
  { env, ...options }: RunOptions = {},
): Promise<Ran> {
  const more = { HOME: path, COLUMNS: '100', ...env };
  const ran = await run(['probe', ...args], { cwd: path, ...options, env: more });
  assertCalm(ran);
  return ran;
}

/** The same with `--format json`, checked against the published schema. */
export async function reported(folder: Folder, args: string[], options: RunOptions = {}): Promise<Report> {
  const { code, stdout } = await probe(folder, [...args, '--format', 'json'], options);
  const report = JSON.parse(stdout) as Report;
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  assert.equal(report.exitCode, code);
  return report;
}

export function named({ targets }: Report, name: string): TargetReport {
  const found = targets.find((target) => target.name === name);
  assert.ok(found, name);
  return found;
}

export async function serve(test: TestContext, behaviour: Behaviour): Promise<HostileServer> {
  const server = await listen(behaviour);
  test.after(() => server.close());
  return server;
}

/** An entry of `type: http`. */
export const http = (url: string, more: object = {}): object => ({ type: 'http', url, ...more });
