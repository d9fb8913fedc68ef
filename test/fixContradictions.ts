import type { FixReport } from '../src/model.js';
import { renderFix } from '../src/report/formats/fix.js';

/** Everything in which what `fix` says of a file contradicts itself; empty where all is one truth. */
export function fixContradictions(report: FixReport): string[] {
  const { exitCode, servers, targets, edits, remaining, diff, written, backup, pickUp } = report;
  const page = renderFix(report, { width: 200, color: false });
  const sign = page.charAt(0);
  const made = edits.filter((edit) => edit.made);
  const checks: [holds: boolean, otherwise: string][] = [
    [sign !== '✓' || exitCode === 0, `all is well, and exit code ${exitCode}`],
    [exitCode !== 0 || sign !== '✗', 'exit code 0, and not all is well'],
    [sign !== '✓' || servers.every(({ after }) => after !== false), 'all is well, and a server fails'],
    [
      exitCode !== 0 || remaining.every(({ severity }) => severity !== 'error'),
      'exit code 0, and an error is left',
    ],
    [servers.length === targets.length, 'not every server has its diagnosis'],
    [made.every(({ outcome }) => outcome !== 'refuted'), 'a change is made that was seen to fail'],
    [made.length > 0 || diff === '', 'nothing is changed, and there is a diff'],
    [!written || backup !== null || diff === '', 'written, and what it was is kept nowhere'],
    [diff !== '' || pickUp === null, 'nothing changes, and a client has to pick it up'],
    ...servers.flatMap(({ name, before, after, skipped }, at): [boolean, string][] => {
      const { diagnosis = null, because = null } = targets[at] ?? {};
      return [
        [skipped === null || (before === null && after === null), `${name} was skipped, and tried`],
        [(diagnosis === null) !== (because === null), `${name}: neither a diagnosis nor why not, or both`],
        [diagnosis?.class !== 'cause' || before !== true, `${name} connects, and has a cause`],
        [
          diagnosis === null || !diagnosis.blame.includes('configuration') || after === true,
          `${name}: its entry is to blame, and does not connect with the changes`,
        ],
        [before !== true || after !== false, `${name} connects, and fails with what is changed`],
      ];
    }),
  ];
  return checks.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
}
