/** The end of something that listens. */
export interface End {
  reached: Promise<void>;
  /** The clock begins. */
  begin(): void;
  /** Something came. @param listed the client has seen what it came for */
  heard(listed: boolean): void;
}

/**
 * The moment of Ctrl-C, or of so much silence: until tools were listed more of it is allowed, since clients
 * start slowly.
 * @param quietMs 0: only Ctrl-C ends it
 * @param patienceMs the silence that is allowed before, where that is longer
 */
export function untilTheEnd(process: NodeJS.Process, quietMs: number, patienceMs: number): End {
  let end = (): void => {};
  let listed = false;
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<void>((resolve) => {
    end = resolve;
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const wait = (): void => {
    clearTimeout(timer);
    if (quietMs > 0) timer = setTimeout(end, listed ? quietMs : Math.max(quietMs, patienceMs));
  };
  return {
    reached: reached.then(() => {
      clearTimeout(timer);
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
    }),
    begin: wait,
    heard(isList) {
      listed ||= isList;
      wait();
    },
  };
}
