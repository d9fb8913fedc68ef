import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RanAlone } from './run.js';

let child: ChildProcess | null = null;
let before: Promise<unknown> = Promise.resolve();

/**
 * Runs the command with these arguments in a process that is there for nothing else, one run after the other: what
 * memory each took can be told, and a process need not start for every one.
 */
export function runApart(args: readonly string[]): Promise<RanAlone> {
  const ran = before.then(() => runNext(args));
  before = ran.catch(() => undefined);
  return ran;
}

async function runNext(args: readonly string[]): Promise<RanAlone> {
  child ??= started();
  child.ref();
  child.channel?.ref();
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the process ended during ${args.join(' ')}`);
  });
  child.send(args);
  try {
    const [ran] = (await Promise.race([once(child, 'message'), ended])) as [RanAlone];
    return ran;
  } finally {
    ended.catch(() => undefined);
    child.removeAllListeners('exit');
    // It waits for nobody, and nobody for it.
    child.unref();
    child.channel?.unref();
  }
}

function started(): ChildProcess {
  const file = fileURLToPath(new URL('./apartChild.js', import.meta.url));
  return fork(file, { execArgv: ['--no-warnings', '--expose-gc'] });
}
