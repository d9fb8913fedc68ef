import { InvalidArgumentError } from 'commander';
import { duration } from './duration.js';

const MONTH_MS = 31 * 24 * 3_600_000;
const ago = duration(1, MONTH_MS, 's');

/**
 * Reads the argument of an option as a moment: ISO 8601 (UTC, where no zone is said), or so long ago: `2h`, `15m`.
 * @returns milliseconds since 1970
 */
export function moment(text: string): number {
  if (/^[\d.]+(ms|s|m|h)$/.test(text)) return Date.now() - ago(text);
  const iso = text.trim().replace(' ', 'T');
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes('T');
  const ms = /^\d{4}-\d\d-\d\d/.test(iso) ? Date.parse(isZoned ? iso : `${iso}Z`) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new InvalidArgumentError(
      'It must be a time, 2026-11-30T10:00 (UTC) or 2026-11-30T10:00+02:00, or so long ago: 2h, 15m.',
    );
  }
  return ms;
}
