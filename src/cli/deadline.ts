/** By when a run has to be over. */
export interface Deadline {
  /** Aborted when the time is up. */
  signal: AbortSignal;
  isOver(): boolean;
  /** Forgets about it. */
  cancel(): void;
}

/** @param ms from now; null: there is none */
export function startDeadline(ms: number | null): Deadline {
  const abort = new AbortController();
  const timer = ms === null ? undefined : setTimeout(() => abort.abort(), ms);
  timer?.unref();
  return {
    signal: abort.signal,
    isOver: () => abort.signal.aborted,
    cancel: () => clearTimeout(timer),
  };
}
