import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { FleetLine } from '../model.js';
import type { FleetTarget } from './entries.js';
import type { Stopped } from './probeTarget.js';

/** Probes a target. Null: it was ended before it could be judged. */
export type Probe = (target: FleetTarget) => Promise<FleetLine | null>;

/** What a thread is asked: a target, or null: all that it has under way is to end. */
export type Order = { nth: number; target: FleetTarget } | null;

/** What a thread answers. An error loses its class on the way. */
export interface Reply {
  nth: number;
  line: FleetLine | null;
  failure: { title: string; detail: UserError['detail'] } | Error | null;
}

interface Hand {
  probe: Probe;
  underway: number;
}

/** A short list is done before a thread has begun. */
const ALONE = 48;

/** Who probes targets: this thread, and others once the list turns out to be long. */
export interface Hands {
  probe: Probe;
  end(): Promise<void>;
}

/**
 * Each target goes to whoever has the least under way.
 * @param own how this thread probes
 * @param most so many threads, this one among them
 * @param thread starts another
 */
export function createHands(own: Probe, most: number, thread: () => Thread): Hands {
  const hands: Hand[] = [{ probe: own, underway: 0 }];
  const threads: Thread[] = [];
  let begun = 0;
  return {
    async probe(target) {
      begun += 1;
      if (begun > ALONE && hands.length < most) {
        const started = thread();
        threads.push(started);
        hands.push({ probe: started.probe, underway: 0 });
      }
      const hand = hands.reduce((least, one) => (one.underway < least.underway ? one : least));
      hand.underway += 1;
      try {
        return await hand.probe(target);
      } finally {
        hand.underway -= 1;
      }
    },
    async end() {
      await Promise.all(threads.map((one) => one.end()));
    },
  };
}

export interface Thread {
  probe: Probe;
  end(): Promise<void>;
}

/**
 * A thread that probes what it is given (`cli/fleetThread.ts`).
 * @param script its file
 * @param data what it begins with
 */
export function startThread(script: string, data: unknown, stopped: Stopped): Thread {
  // What was loaded before this process began concerns this thread alone.
  const worker = new Worker(script, { workerData: data, execArgv: [] });
  const waiting = new Map<number, { resolve(line: FleetLine | null): void; reject(error: unknown): void }>();
  const forget = stopped.whenStopped(() => worker.postMessage(null satisfies Order));
  let nth = 0;
  const failAll = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ nth: answered, line, failure }: Reply) => {
    const asked = waiting.get(answered);
    waiting.delete(answered);
    if (failure === null) asked?.resolve(line);
    else asked?.reject(failure instanceof Error ? failure : new UserError(failure.title, failure.detail));
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('a thread of the fleet ended before its targets did')));
  return {
    probe(target) {
      nth += 1;
      const order: Order = { nth, target };
      return new Promise((resolve, reject) => {
        waiting.set(order.nth, { resolve, reject });
        worker.postMessage(order);
      });
    },
    async end() {
      forget();
      await worker.terminate();
    },
  };
}
