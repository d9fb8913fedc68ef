import type { FailOn, Rule, RulesetId, Severity } from '../model.js';

/**
 * How severe a failed verdict is. In `recommended` severity follows harm: what a rule calls an error is one only
 * where a recorded client sends such a request; elsewhere the same fault hurts nobody and is a warning.
 * @param subject an exchange, or a group, which says nothing of clients; null for the run as a whole
 */
export function severityOf(
  rule: Rule,
  ruleset: RulesetId,
  subject: { id: string; asClientsSend?: boolean } | null,
): Severity | 'off' {
  const stated = rule.severity[ruleset];
  if (ruleset !== 'recommended' || stated !== 'error' || rule.harms.exposes !== null) return stated;
  return subject?.asClientsSend === false ? 'warning' : stated;
}

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** The higher, the more severe. */
export const RANK: Record<Severity, number> = { note: 1, warning: 2, error: 3 };

/** Compares: the worst first. */
export function bySeverity(a: { severity: Severity }, b: { severity: Severity }): number {
  return RANK[b.severity] - RANK[a.severity];
}

/** Whether a finding is at or above the severity from which on one is a failure. */
export function counts({ severity }: { severity: Severity }, failOn: FailOn): boolean {
  return failOn !== 'never' && RANK[severity] >= RANK[failOn];
}
