/**
 * What is kept of real servers in fixtures/interop/: `truth.json` (raw sockets), `verdicts.json` (what we say) and a
 * recording of each server, as `probe --clients --record` writes it, compressed: `zcat` shows it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { recordingChecker } from '../../src/judge/builtin.js';
import type { Json, Recording } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { recordedRun } from '../../src/record/stored.js';
import type { Truth } from './readings.js';
import type { Connecting, Said } from './verdicts.js';

export const FOLDER = join(packageRoot, 'fixtures', 'interop');

export interface Golden {
  said: Said;
  clients: Connecting;
}

export function fileOf(server: string): string {
  return join(FOLDER, `${server.replaceAll(' ', '_')}.json.gz`);
}

/** The recording of a server, read as `check` reads it. */
export async function recordingOf(server: string): Promise<Recording> {
  const file = fileOf(server);
  const value = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Json;
  const [recording] = recordedRun(value, file, await recordingChecker()).recordings;
  if (recording === undefined) throw new Error(`${file} is empty`);
  return recording;
}

/** As it is kept: of the machine only what kind it is. */
export function packed(recording: Recording): Buffer {
  const tool = { ...recording.tool, platform: process.platform };
  return gzipSync(JSON.stringify({ ...recording, tool }), { level: 9 });
}

export function truths(): Record<string, Truth> {
  return JSON.parse(readFileSync(join(FOLDER, 'truth.json'), 'utf8')) as Record<string, Truth>;
}

export function goldens(): Record<string, Golden> {
  return JSON.parse(readFileSync(join(FOLDER, 'verdicts.json'), 'utf8')) as Record<string, Golden>;
}

/** JSON with a line for each server and each of its parts, so that what changes is a line of a diff. */
export function lines(all: Record<string, object>): string {
  const servers = Object.entries(all).map(([name, parts]) => {
    const own = Object.entries(parts).map(([part, value]) => `    ${JSON.stringify(part)}: ${spaced(value)}`);
    return `  ${JSON.stringify(name)}: {\n${own.join(',\n')}\n  }`;
  });
  return `{\n${servers.join(',\n')}\n}\n`;
}

/** JSON on one line: no string has a line's end in it. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, ' ');
}
