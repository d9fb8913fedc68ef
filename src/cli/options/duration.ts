import { InvalidArgumentError } from 'commander';

/** In milliseconds. */
export const HOUR = 3_600_000;

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: HOUR };

/**
 * Reads the argument of an option as a time: `500ms`, `30s`, `2m`, `1.5s`.
 * @param minMs,maxMs its bounds, in milliseconds
 * @param bare the unit of a number without one
 * @returns milliseconds
 */
export function duration(minMs: number, maxMs: number, bare: 'ms' | 's' = 'ms'): (text: string) => number {
  return (text) => {
    const [, number, unit = bare] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
    const ms = number === undefined ? Number.NaN : Math.round(Number(number) * (UNITS[unit] ?? Number.NaN));
    if (ms >= minMs && ms <= maxMs) return ms;
    throw new InvalidArgumentError(
      `It must be a time from ${shown(minMs)} to ${shown(maxMs)}: 500ms, 30s, 2m; a number alone is in ${bare}.`,
    );
  };
}

function shown(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
