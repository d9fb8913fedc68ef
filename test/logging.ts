import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { LogReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

/** Logs that were really written; the versions stand in their names. */
export const LOGS = join(packageRoot, 'fixtures', 'logs');

const schema = JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', 'log.schema.json'), 'utf8'));
const isLogReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** What `triage --log` reports of these lines. */
export async function toldOf(lines: string[], words: string[] = []): Promise<LogReport> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-logs-'));
  try {
    const file = join(folder, 'a.log');
    await writeFile(file, `${lines.join('\n')}\n`);
    return await reported([file, ...words]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param stdin what is read where a word is `-` */
export async function reported(words: string[], stdin?: Readable): Promise<LogReport> {
  const options = stdin === undefined ? {} : { stdin };
  const { stdout, stderr } = await run(['triage', '--log', ...words, '--json'], options);
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as LogReport;
  assert.ok(isLogReport(report), JSON.stringify(isLogReport.errors));
  return report;
}

export function idsOf({ patterns }: LogReport): string[] {
  return patterns.map(({ id }) => id);
}

/** A line in the combined format. */
export function combined(
  second: number,
  what: string,
  status: number,
  agent = 'node',
  client = '10.0.0.7',
): string {
  const clock = new Date(Date.UTC(2026, 10, 30, 10, 0, second)).toISOString().slice(11, 19);
  return `${client} - - [30/Nov/2026:${clock} +0000] "${what} HTTP/1.1" ${status} 12 "-" "${agent}"`;
}
