import { randomUUID } from 'node:crypto';
import type { Report, Severity } from '../../model.js';
import { grouped } from '../../report/formats/terminal/severities.js';
import { verdictOf } from '../../report/formats/terminal/verdict.js';
import type { Inputs } from './inputs.js';

/** What later steps of the workflow can ask for, as `action.yml` names it. */
export function outputsOf(
  report: Report | null,
  exitCode: number,
  { paths }: Inputs,
): Record<string, string> {
  const targets = report?.targets ?? [];
  // The worst speaks for all.
  const told = targets.map((target) => ({ target, word: verdictOf(target).word }));
  const first = told.find(({ word }) => word !== 'connects') ?? told[0];
  const diagnosis = first?.target.diagnosis ?? null;
  const count = (severity: Severity): string =>
    String(
      targets.flatMap(({ findings }) => grouped(findings)).filter((group) => group.severity === severity)
        .length,
    );
  return {
    verdict: first?.word ?? 'unclear',
    diagnosis: diagnosis?.id ?? '',
    blame: diagnosis?.blame.filter((party) => party !== 'none').join(',') ?? '',
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    'exit-code': String(exitCode),
    ...(report === null ? {} : paths),
  };
}

/** As the runner reads `GITHUB_OUTPUT`: no value can end itself and begin another. */
export function asOutputFile(outputs: Record<string, string>): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      const end = `end-${randomUUID()}`;
      return `${name}<<${end}\n${value}\n${end}\n`;
    })
    .join('');
}
