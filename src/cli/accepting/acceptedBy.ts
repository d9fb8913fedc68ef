import type { CompiledRule } from '../../judge/engine.js';
import type { Acceptance, FailOn, Report } from '../../model.js';
import { accepting } from './accept.js';
import { readBaseline } from './baseline.js';
import { refuseUnknown, today } from './ignored.js';
import { type OwnSeverity, withSeverities } from './severities.js';

/** What a user makes of findings: how much rules count, what is ignored, what a baseline accepts. */
export interface AcceptingOptions {
  severity?: OwnSeverity[];
  ignore?: Acceptance[];
  baseline?: string;
}

/**
 * Reads all of it before anything is sent.
 * @param rules those that may be named
 * @returns what makes of a report the one that the user wants
 * @throws {UserError} for a rule that is not there, or a bad baseline
 */
export async function acceptedBy(
  { severity = [], ignore = [], baseline }: AcceptingOptions,
  rules: () => Promise<readonly CompiledRule[]>,
): Promise<(report: Report, failOn: FailOn) => Report> {
  const named = [...ignore, ...severity].length > 0;
  const known = named ? (await rules()).map(({ rule }) => rule.id) : [];
  refuseUnknown(rulesIn(ignore), known, '--ignore');
  refuseUnknown(rulesIn(severity), known, '--severity');
  const all = [...ignore, ...(baseline === undefined ? [] : await readBaseline(baseline))];
  return (report, failOn) =>
    accepting(withSeverities(report, severity, failOn), all, { failOn, today: today() });
}

function rulesIn(named: readonly { rule: string }[]): string[] {
  return named.map(({ rule }) => rule);
}
