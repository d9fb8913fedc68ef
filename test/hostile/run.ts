import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../src/packageRoot.js';

export const BIN = join(packageRoot, 'bin', 'mcp-accept.js');

/** What a run of the command came to. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** From start to end. */
  ms: number;
}

/** The same, of a process of its own. */
export interface RanAlone extends Ran {
  /** The most memory it ever held. */
  peakMiB: number;
}

/** What can be done to a run from outside. */
export type Interruptible = Pick<ChildProcess, 'kill'>;

interface Options<Child> {
  env?: Record<string, string>;
  cwd?: string;
  /** Called as soon as it is started. */
  during?: (child: Child) => void;
}

export interface RunOptions extends Options<Interruptible> {
  /** What the command reads where it is told to read stdin: nothing if not said. */
  stdin?: Readable;
}

/** Of a process, also what it prints can be read only in part. */
export type AloneOptions = Options<ChildProcess>;

/** Runs the bundled `mcp-accept` with these arguments in a process of its own and waits for its end. */
export async function runAlone(
  args: readonly string[],
  { env = {}, cwd, during }: AloneOptions = {},
): Promise<RanAlone> {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    cwd,
    env: {
      ...inherited(),
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

/** What a command of ours needs of the environment that the tests run in. */
export function inherited(): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'] };
}

async function textOf(stream: unknown): Promise<string> {
  return text(stream as Readable).catch(() => '');
}
