import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { FixReport } from '../src/model.js';
import { fixContradictions } from './fixContradictions.js';
import { plainMcp } from './hostile/answers.js';
import type { Ran } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import type { Behaviour } from './hostile/server.js';

/** A folder of one test, that is home to nobody else's files. */
export interface Folder {
  path: string;
  at(name: string): string;
  read(name: string): string;
  /** Every file in it, by name. */
  names(): string[];
  /** `mcp-accept fix` with this folder for a home. */
  fix(args: string[], options?: Parameters<typeof run>[1]): Promise<Ran>;
  /** The same with `--format json`, held to one truth. */
  report(args: string[], options?: Parameters<typeof run>[1]): Promise<FixReport>;
}

export function folderWith(test: TestContext, files: Record<string, string>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'mcp-accept-fix-'));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  const at = (name: string): string => join(path, name);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
  const fix: Folder['fix'] = (args, { env = {}, ...options } = {}) =>
    run(['fix', ...args], { cwd: path, ...options, env: { HOME: path, COLUMNS: '100', ...env } });
  return {
    path,
    at,
    read: (name) => readFileSync(at(name), 'utf8'),
    names: () => readdirSync(path).sort(),
    fix,
    report: async (args, options) => {
      const report: FixReport = JSON.parse((await fix([...args, '--format', 'json'], options)).stdout);
      assert.deepEqual(fixContradictions(report), []);
      return report;
    },
  };
}

/** The template that circulates, as people paste it. */
export function template(url: string, extra: Record<string, string> = {}): string {
  const headers = {
    Accept: 'application/json, text/event-stream',
    'MCP-Protocol-Version': '2025-06-18',
    ...extra,
  };
  return `${JSON.stringify({ mcpServers: { api: { type: 'http', url, headers } } }, null, 2)}\n`;
}

/** `accept-ignored: no-effect`, in order. */
export function outcomes({ edits }: FixReport): string[] {
  return edits.map(({ what, outcome, made }) => `${what}: ${outcome}${made ? ', made' : ''}`);
}

/** Refuses every request that carries the doubled version, as a strict server does. */
export const strict: Behaviour = (socket, request) => {
  if (!/mcp-protocol-version: [^\r]*,/i.test(request.head)) return plainMcp(socket, request);
  socket.write('HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno');
};
