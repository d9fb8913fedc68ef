import type { RulesetId, TargetReport } from '../../../model.js';
import { forTerminal } from '../../escape.js';
import { beside } from '../../layout.js';
import type { View } from '../../view.js';

const EXIT_CODES: Record<number, string> = {
  0: 'no finding at or above --fail-on',
  1: 'a finding at or above --fail-on, or nobody can connect',
  2: 'wrong usage, configuration or rule file',
  3: 'a target could not be judged',
  130: 'interrupted',
};

interface Footing {
  tool: string;
  version: string;
  ruleset: RulesetId;
  exitCode: number;
  targets?: readonly TargetReport[];
}

/** The last lines: which tool, which rules, which exit code and what it means. */
export function footer({ tool, version, ruleset, exitCode, targets = [] }: Footing, view: View): string[] {
  const mine = targets
    .flatMap(({ clients }) => clients ?? [])
    .find((one) => one.yours && one.connects === false);
  const meaning =
    exitCode === 1 && mine !== undefined
      ? `${forTerminal(mine.title, 80)} does not connect`
      : EXIT_CODES[exitCode];
  const code = `exit code ${exitCode}${meaning === undefined ? '' : ` (${meaning})`}`;
  return beside(
    '',
    `${forTerminal(tool, 40)} ${forTerminal(version, 40)}, rule set ${ruleset}, ${code}`,
    view.width,
  );
}
