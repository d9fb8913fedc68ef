import { UserError } from '../../errors.js';
import type { Acceptance } from '../../model.js';
import { nearest } from '../../nearest.js';

/**
 * Reads `rule[@target][:date]`: what is not to count, for all targets or one, until the end of that day or for ever.
 * @throws {UserError} for what is not that, or a date that is none
 */
export function ignored(text: string): Acceptance {
  const [, rule, target, expires] = /^([\w-]+)(?:@(.+?))?(?::(\d{4}-\d{2}-\d{2}))?$/.exec(text) ?? [];
  if (rule === undefined || (expires !== undefined && !isDate(expires))) {
    throw new UserError('this says not what to ignore', {
      where: `--ignore ${text}`,
      whatToDo: 'write RULE, RULE@TARGET, or RULE@TARGET:2026-12-31 with the last day on which it is ignored',
    });
  }
  return {
    rule,
    target: target ?? null,
    id: null,
    reason: '--ignore',
    expires: expires ?? null,
    place: null,
  };
}

/** @throws {UserError} for a rule that is not there: a typing error would be ignored for ever */
export function refuseUnknown(named: readonly string[], rules: readonly string[], where: string): void {
  for (const rule of named) {
    if (rules.includes(rule)) continue;
    const near = nearest(rule, [...rules]);
    throw new UserError(`there is no rule called ${rule}`, {
      where,
      whatToDo: near.length > 0 ? `did you mean ${near.join(' or ')}?` : '`mcp-accept rules` lists them',
    });
  }
}

/** A day of the calendar: `2026-02-30` is none. */
export function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Today, as dates are written: in UTC, so that it is the same day for everybody. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
