import { builtinConfigRules, builtinDiagnoses } from '../../judge/builtin.js';
import type { CompiledRule } from '../../judge/engine.js';
import type { Acceptance, FailOn, LintReport, Report } from '../../model.js';
import { rulesFor } from '../../run/judging.js';
import { accepting, acceptingInFile } from './accept.js';
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
  options: AcceptingOptions,
  rules: () => Promise<readonly CompiledRule[]>,
): Promise<(report: Report, failOn: FailOn) => Report> {
  const { severity = [] } = options;
  const all = await acceptances(options, rules);
  if (severity.length > 0) refuseUnknown(rulesIn(severity), idsIn(await rules()), '--severity');
  return (report, failOn) =>
    accepting(withSeverities(report, severity, failOn), all, { failOn, today: today() });
}

/** The same for what `lint` finds. @throws {UserError} as above */
export async function acceptedInFileBy(
  options: AcceptingOptions,
): Promise<(report: LintReport, failOn: FailOn) => LintReport> {
  const all = await acceptances(options, () => rulesFor(null));
  return (report, failOn) => acceptingInFile(report, all, { failOn, today: today() });
}

/** A project's file speaks to every command: what one of them never finds may be ignored all the same. */
async function acceptances(
  { ignore = [], baseline }: AcceptingOptions,
  rules: () => Promise<readonly CompiledRule[]>,
): Promise<Acceptance[]> {
  if (ignore.length > 0) {
    const [own, config, diagnoses] = await Promise.all([rules(), builtinConfigRules(), builtinDiagnoses()]);
    const known = [...idsIn([...own, ...config]), ...diagnoses.map(({ file }) => file.id)];
    refuseUnknown(rulesIn(ignore), known, '--ignore');
  }
  return [...ignore, ...(baseline === undefined ? [] : await readBaseline(baseline))];
}

function idsIn(rules: readonly { rule: { id: string } }[]): string[] {
  return rules.map(({ rule }) => rule.id);
}

function rulesIn(named: readonly { rule: string }[]): string[] {
  return named.map(({ rule }) => rule);
}
