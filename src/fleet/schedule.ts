/** How much is done at once. */
export interface Pace {
  /** So many at once, each of another host. */
  width: number;
  /** The least time between the end of one and the beginning of the next of the same host, in milliseconds. */
  paceMs: number;
  /** Aborted: nothing new is begun. */
  signal: AbortSignal;
}

/** So many are held whose host is busy; then reading waits. */
const HELD = 1000;

/**
 * Does the work of each item, many at once but one at a time for each host. Items are read as there is room for them,
 * so it takes no more memory for a million than for a thousand. What comes may be in any order: only where a thousand
 * in a row are of hosts that are all busy do others wait for them.
 *
 * @returns once all that was begun has ended
 * @throws what reading throws, or the work; nothing new is begun then
 */
export async function schedule<T>(
  items: AsyncIterable<T>,
  hostOf: (item: T) => string,
  { width, paceMs, signal }: Pace,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const reader = items[Symbol.asyncIterator]();
  const ready: T[] = [];
  /** Hosts of which one is ready, under way, or just over; with what else there is of them. */
  const busy = new Map<string, T[]>();
  const pauses = new Set<NodeJS.Timeout>();
  let running = 0;
  let held = 0;
  let reading = false;
  let ended = false;
  let failure: { error: unknown } | null = null;

  return new Promise<void>((resolve, reject) => {
    const isOver = (): boolean => ended && held === 0 && ready.length === 0;
    const settle = (): void => {
      if (running > 0 || !(isOver() || signal.aborted || failure !== null)) return;
      signal.removeEventListener('abort', next);
      for (const pause of pauses) clearTimeout(pause);
      // What is not read any more is closed; a read that waits for somebody is not waited for.
      if (!ended) void reader.return?.().catch(() => undefined);
      if (failure === null) resolve();
      else reject(failure.error);
    };
    const fail = (error: unknown): void => {
      failure ??= { error };
    };
    const take = (item: T): void => {
      const host = hostOf(item);
      const others = busy.get(host);
      if (others === undefined) {
        busy.set(host, []);
        ready.push(item);
      } else {
        others.push(item);
        held += 1;
      }
    };
    const release = (host: string): void => {
      const item = busy.get(host)?.shift();
      if (item === undefined) {
        busy.delete(host);
        return;
      }
      held -= 1;
      ready.push(item);
    };
    const pauseThenRelease = (host: string): void => {
      if (paceMs === 0) {
        release(host);
        return;
      }
      const pause = setTimeout(() => {
        pauses.delete(pause);
        release(host);
        next();
      }, paceMs);
      pauses.add(pause);
    };
    const begin = (item: T): void => {
      running += 1;
      work(item)
        .catch(fail)
        .finally(() => {
          running -= 1;
          pauseThenRelease(hostOf(item));
          next();
        });
    };
    const read = (): void => {
      reading = true;
      reader
        .next()
        .then(({ done, value }) => {
          if (done === true) ended = true;
          else take(value);
        })
        .catch(fail)
        .finally(() => {
          reading = false;
          next();
        });
    };
    function next(): void {
      const stopped = signal.aborted || failure !== null;
      while (!stopped && running < width && ready.length > 0) {
        const item = ready.shift();
        if (item !== undefined) begin(item);
      }
      if (!stopped && !ended && !reading && running < width && held < HELD) read();
      settle();
    }
    signal.addEventListener('abort', next);
    next();
  });
}
