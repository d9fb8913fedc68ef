import type { FlowPlan, Resolution, Route, StepPlan } from '../model.js';
import type { Sender } from '../net/sender.js';

/** What a run needs while it sends. */
export interface Underway {
  /** Aborted when nothing new is to be sent: open sessions are ended then. */
  signal: AbortSignal;
  /**
   * A connection pool of its own, closed in the end.
   * @param width at most so many requests at once
   * @param idleMs how long its connections lie idle on purpose
   * @param only where a name leads, in place of what is looked up
   */
  sender(width: number, idleMs?: number, only?: Resolution): Sender;
  /** A request goes out. @param name the server, where there are several; else empty */
  step(name: string, plan: FlowPlan, step: StepPlan): void;
  /** How far repeated handshakes of that server are. */
  tries(name: string): (done: number, of: number) => void;
}

/** How long requests under way are still waited for after the signal, in milliseconds. */
const LAST_ANSWERS_MS = 700;

/** Does what sends requests, with pools that are closed in the end, and interrupted soon after the signal. */
export async function withSenders<T>(
  signal: AbortSignal,
  route: Route,
  work: (sender: Underway['sender']) => Promise<T>,
): Promise<T> {
  const { createSender } = await import('../net/sender.js');
  const senders: Sender[] = [];
  const end = (): void => {
    // What is under way may still open a session, and that one is to be ended: a moment for its answer.
    setTimeout(() => {
      for (const sender of senders) sender.interrupt();
    }, LAST_ANSWERS_MS).unref();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    return await work((width, idleMs = 0, only = undefined) => {
      const resolve = only === undefined ? route.resolve : [only, ...route.resolve];
      const sender = createSender(width, idleMs, { ...route, resolve });
      senders.push(sender);
      return sender;
    });
  } finally {
    signal.removeEventListener('abort', end);
    await Promise.all(senders.map((sender) => sender.close()));
  }
}
