import { UserError } from '../../errors.js';
import type { FailOn, Report, Severity } from '../../model.js';
import { exitCodeFor } from '../../report/exitCode.js';
import { withoutFailures } from './accept.js';

/** What a project makes of one rule. */
export interface OwnSeverity {
  rule: string;
  severity: Severity | 'off';
}

/** Reads `wildcard-rejected=off`. @throws {UserError} for what is not that */
export function ownSeverity(text: string): OwnSeverity {
  const [, rule, severity] = /^([\w-]+)=(error|warning|note|off)$/.exec(text) ?? [];
  if (rule === undefined || severity === undefined) {
    throw new UserError('this says not how much a rule counts', {
      where: `--severity ${text}`,
      whatToDo: 'write RULE=error, warning, note or off',
    });
  }
  return { rule, severity: severity as OwnSeverity['severity'] };
}

/** The report with findings as severe as the user has it; a rule that the rule set leaves out stays out. */
export function withSeverities(report: Report, own: readonly OwnSeverity[], failOn: FailOn): Report {
  if (own.length === 0) return report;
  const by = new Map(own.map(({ rule, severity }) => [rule, severity]));
  const targets = report.targets.map((target) => {
    const findings = target.findings.flatMap((finding) => {
      const severity = by.get(finding.rule) ?? finding.severity;
      return severity === 'off' ? [] : [{ ...finding, severity }];
    });
    const off = target.findings.filter(({ rule }) => by.get(rule) === 'off');
    return withoutFailures({ ...target, findings }, off, 'switched off');
  });
  return { ...report, targets, exitCode: exitCodeFor(targets, failOn) };
}
