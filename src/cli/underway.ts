import type { FlowPlan, Route, StepPlan } from '../model.js';
import type { Sender } from '../net/sender.js';
import { startProgress } from '../report/progress.js';
import { progressBar } from '../report/progressBar.js';
import { isCi } from '../report/view.js';
import type { Context } from './context.js';

/** What a command needs while it sends. */
export interface Underway {
  signal: AbortSignal;
  /**
   * A connection pool of its own, closed in the end.
   * @param width at most so many requests at once
   * @param idleMs how long its connections lie idle on purpose
   */
  sender(width: number, idleMs?: number): Sender;
  /** Says on the terminal what goes out. @param name the server, where there are several; else empty */
  step(name: string, plan: FlowPlan, step: StepPlan): void;
  /** Says how far repeated handshakes of that server are. */
  tries(name: string): (done: number, of: number) => void;
}

/** How long requests under way are still waited for after Ctrl-C, in milliseconds. */
const LAST_ANSWERS_MS = 700;

/** Without a terminal a line is printed about every so often: a long run is not to look dead. */
const STILL_MS = 15_000;

/** Does what sends requests. Ctrl-C aborts the signal, so that sessions are ended; a second one ends the process. `until` does the same. */
export async function whileUnderway<T>(
  { writer, process }: Context,
  { debug, route, until }: { debug: boolean; route: Route; until?: AbortSignal | undefined },
  work: (underway: Underway) => Promise<T>,
): Promise<T> {
  const { createSender } = await import('../net/sender.js');
  const senders: Sender[] = [];
  const abort = new AbortController();
  const progress = startProgress(
    process.stderr,
    process.stderr.isTTY === true && !isCi(process.env) && !debug,
  );
  const end = (): void => {
    abort.abort();
    // What is under way may still open a session, and that one is to be ended: a moment for its answer.
    setTimeout(() => {
      for (const sender of senders) sender.interrupt();
    }, LAST_ANSWERS_MS).unref();
  };
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(130);
    end();
  };
  until?.addEventListener('abort', end);
  if (until?.aborted === true) end();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  let sent = 0;
  let bar = '';
  let saidAt = performance.now();
  try {
    return await work({
      signal: abort.signal,
      sender(width, idleMs = 0) {
        const sender = createSender(width, idleMs, route);
        senders.push(sender);
        return sender;
      },
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
    });
  } finally {
    progress.stop();
    until?.removeEventListener('abort', end);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await Promise.all(senders.map((sender) => sender.close()));
  }
}
