import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/packageRoot.js';

const run = promisify(execFile);
const file = join(packageRoot, 'test', 'system', 'registry.mjs');
const { installed }: typeof import('./registry.mjs') = await import(pathToFileURL(file).href);

/** What runs JavaScript, from the registry: each package is the program of one system alone. */
export interface Runtime {
  name: string;
  package: string;
  /** The program, in its package. */
  program: string;
  /** Words before the script. */
  words: string[];
}

const { platform, arch } = process;

/** Node's oldest version that we promise, the newest of each line, and the two others. */
export const RUNTIMES: readonly Runtime[] = [
  ...['20.18.1', '22.23.5', '24.22.3', '26.12.1'].map((version) => ({
    name: `Node ${version}`,
    package: `node-${platform}-${arch}@${version}`,
    program: join('bin', 'node'),
    words: [],
  })),
  {
    name: 'Bun 1.4.5',
    package: `@oven/bun-${platform}-${arch}@1.4.5`,
    program: join('bin', 'bun'),
    words: ['run'],
  },
  {
    name: 'Deno 2.9.6',
    package: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}@2.9.6`,
    program: 'deno',
    words: ['run', '--allow-all', '--no-prompt'],
  },
];

/** Installs it, once. @returns the command that runs a script */
export async function commandOf({ package: spec, program, words }: Runtime): Promise<string[]> {
  return [join(await installed(spec), program), ...words];
}

/** The packed tool as a user has it. @returns where it was unpacked */
export async function packedInto(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: packageRoot,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['xf', join(folder, filename), '-C', folder]);
  return join(folder, 'package');
}
