import type { LintReport, OutdatedAcceptance, Report } from '../../../model.js';
import { plural } from '../../../plural.js';
import { forTerminal } from '../../escape.js';
import { counted, grouped } from './severities.js';
import { verdictOf } from './verdict.js';

/** So many entries of a baseline that are out of date are said. */
const OUTDATED = 4;

/** The last line of a log: `1 of 2 connects; 1 error, 3 warnings; exit code 1`. */
export function summary({ targets, accepted, outdated, exitCode }: Report): string {
  const fine = targets.filter((target) => verdictOf(target).word === 'connects').length;
  const found = targets.flatMap(({ findings }) => grouped(findings));
  return [
    `${fine} of ${targets.length} ${fine === 1 ? 'connects' : 'connect'}`,
    counted(found) || 'no findings',
    ...(accepted.length === 0 ? [] : [`${acceptedCount(accepted)} accepted`]),
    ...(outdated.length === 0 ? [] : [`${outdated.length} out of date in the baseline`]),
    `exit code ${exitCode}`,
  ].join('; ');
}

/** What does not count, and why; what is out of date, and how to mend that. */
export function acceptedLines({
  accepted,
  outdated,
}: Pick<Report | LintReport, 'accepted' | 'outdated'>): string[] {
  const byReason = new Map<string, (typeof accepted)[number][]>();
  for (const one of accepted) {
    const { reason, expires } = one;
    const until = expires === null ? reason : `${reason}, until ${expires}`;
    byReason.set(until, [...(byReason.get(until) ?? []), one]);
  }
  return [
    ...[...byReason].map(([reason, all]) => {
      const rules = [...new Set(all.map(({ rule }) => rule))].join(', ');
      return `accepted (${forTerminal(reason, 200)}): ${acceptedCount(all)} of ${forTerminal(rules, 300)}`;
    }),
    ...outdated.slice(0, OUTDATED).map((one) => forTerminal(outdatedWords(one), 600)),
    ...(outdated.length > OUTDATED ? [`and ${outdated.length - OUTDATED} more out of date (--json)`] : []),
    ...(outdated.length === 0 ? [] : [forTerminal(howToUpdate(outdated), 600)]),
  ];
}

/** `base.json:4:13: expired on 2026-11-01: wildcard-rejected@...`. */
export function outdatedWords({
  id,
  why,
  expires,
  place: { file, line, column },
}: OutdatedAcceptance): string {
  const what = why === 'expired' ? `expired on ${expires}` : 'stale, it is not found any more';
  return `${file}:${line}:${column}: ${what}: ${id}`;
}

/** The command that brings a baseline up to date. */
export function howToUpdate(outdated: readonly OutdatedAcceptance[]): string {
  const file = outdated[0]?.place.file ?? 'FILE';
  return `to update it: mcp-accept baseline update report.json --baseline ${file} (report.json: what this command writes with --report json:report.json)`;
}

/** `1 diagnosis and 2 findings`. */
function acceptedCount(accepted: readonly { finding: object | null }[]): string {
  const findings = accepted.filter(({ finding }) => finding !== null).length;
  const diagnoses = accepted.length - findings;
  const said = [
    diagnoses === 0 ? '' : diagnoses === 1 ? '1 diagnosis' : `${diagnoses} diagnoses`,
    findings === 0 ? '' : plural(findings, 'finding'),
  ];
  return said.filter((part) => part !== '').join(' and ');
}
