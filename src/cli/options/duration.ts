import { InvalidArgumentError } from 'commander';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

/** Reads `5s`, `250ms`, `2m` as milliseconds. @param most the longest, in milliseconds */
export function duration(most: number): (text: string) => number {
  return (text) => {
    const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
    const value = Number(amount) * (UNITS[unit] ?? Number.NaN);
    if (value >= 0 && value <= most) return Math.round(value);
    throw new InvalidArgumentError(
      `It must be a time of at most ${most / 1000}s, with its unit: 250ms, 5s, 2m.`,
    );
  };
}
