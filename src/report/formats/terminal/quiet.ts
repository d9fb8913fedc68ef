import type { Report } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { grouped } from './severities.js';
import { acceptedLines, summary } from './summary.js';
import { placeOf, verdictOf } from './verdict.js';

/**
 * A line per target, and one per finding, `rule: sentence`; never wrapped, so that each stays one line. The last one is
 * the summary.
 */
export function quiet(report: Report, paint: Paint): string[] {
  const lines = report.targets.flatMap((target) => {
    const { sign, style, word, title, fault } = verdictOf(target);
    const by = fault === '' ? '' : ` (fault: ${fault})`;
    return [
      `${paint(style, `${sign} ${word}`)}  ${placeOf(target)}  ${forTerminal(title, 300)}${by}`,
      ...grouped(target.findings).map(
        ({ severity, first }) => `  ${severity}  ${first.rule}: ${forTerminal(first.title, 200)}`,
      ),
    ];
  });
  return [...lines, ...acceptedLines(report), summary(report)];
}
