import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../src/packageRoot.js';

export const BIN = join(packageRoot, 'bin', 'mcp-accept.js');

/** What a run of the real command came to. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** From start to end of the process. */
  ms: number;
  /** The most memory it ever held. */
  peakMiB: number;
}

export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Called with the process as soon as it is started, to interrupt it or to read only a part. */
  during?: (child: ChildProcess) => void;
}

/** Runs `mcp-accept` with these arguments in a process of its own and waits for its end. */
export async function run(args: readonly string[], { env = {}, cwd, during }: RunOptions = {}): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_OPTIONS: `--import=${new URL('./peak.js', import.meta.url).href}`,
      ...env,
    },
  });
  const closed = once(child, 'close');
  during?.(child);
  const [stdout, stderr, peak] = await Promise.all([child.stdout, child.stderr, child.stdio[3]].map(textOf));
  await closed;
  return {
    code: child.exitCode,
    stdout: stdout ?? '',
    stderr: stderr ?? '',
    ms: performance.now() - began,
    peakMiB: Number(peak) / 1024,
  };
}

async function textOf(stream: unknown): Promise<string> {
  return text(stream as Readable).catch(() => '');
}
