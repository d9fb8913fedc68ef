import type { Route } from '../model.js';
import { startProgress } from '../report/progress.js';
import { progressBar } from '../report/progressBar.js';
import { isCi } from '../report/view.js';
import { type Underway, withSenders } from '../run/underway.js';
import type { Context } from './context.js';

/** Without a terminal a line is printed about every so often: a long run is not to look dead. */
export const STILL_MS = 15_000;

/**
 * Does what Ctrl-C may end: it aborts the signal, so that sessions are ended; a second one ends the process.
 * @param until does the same
 */
export async function interruptible<T>(
  { process }: Pick<Context, 'process'>,
  until: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const end = (): void => abort.abort();
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(130);
    end();
  };
  until?.addEventListener('abort', end);
  if (until?.aborted === true) end();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(abort.signal);
  } finally {
    until?.removeEventListener('abort', end);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Does what sends requests, until Ctrl-C or `until`, and shows how far it is. */
export async function whileUnderway<T>(
  { writer, process }: Context,
  { debug, route, until }: { debug: boolean; route: Route; until?: AbortSignal | undefined },
  work: (underway: Underway) => Promise<T>,
): Promise<T> {
  const progress = startProgress(
    process.stderr,
    process.stderr.isTTY === true && !isCi(process.env) && !debug,
  );
  let sent = 0;
  let bar = '';
  let saidAt = performance.now();
  try {
    return await interruptible({ process }, until, (signal) =>
      withSenders(signal, route, (sender) =>
        work({
          signal,
          sender,
          step(name, plan, step) {
            sent += 1;
            const of = name === '' ? '' : `${name}: `;
            const line = `${of}${plan.id} ${step.name} (request ${sent})`;
            if (debug) void writer.err(`#${sent} ${of}${plan.id} ${step.name}\n`);
            else if (process.stderr.isTTY !== true && performance.now() - saidAt > STILL_MS) {
              saidAt = performance.now();
              void writer.err(`still at it: ${line}\n`);
            } else progress.update(bar === '' ? line : bar);
          },
          tries(name) {
            const began = performance.now();
            return (done, of) => {
              bar = done === of ? '' : `${name}: ${progressBar(done, of, performance.now() - began)}`;
              if (bar !== '') progress.update(bar);
            };
          },
        }),
      ),
    );
  } finally {
    progress.stop();
  }
}
