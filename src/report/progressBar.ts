const CELLS = 20;

/**
 * How far many tries are, and about how long the rest takes: `12 of 30 [########............] 0:14 left`.
 * @param elapsedMs since the first began
 */
export function progressBar(done: number, of: number, elapsedMs: number): string {
  const filled = of === 0 ? CELLS : Math.round((done / of) * CELLS);
  const bar = '#'.repeat(filled) + '.'.repeat(CELLS - filled);
  const left = done === 0 ? '' : ` ${clock((elapsedMs / done) * (of - done))} left`;
  return `${done} of ${of} [${bar}]${left}`;
}

/** Milliseconds as `12:04`. */
export function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
