import type { Report } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { grouped } from './severities.js';
import { placeOf, verdictOf } from './verdict.js';

/** A line per target, and one per finding, `rule: sentence`; never wrapped, so that each stays one line. */
export function quiet({ targets }: Report, paint: Paint): string[] {
  return targets.flatMap((target) => {
    const { sign, style, word, title, fault } = verdictOf(target);
    const by = fault === '' ? '' : ` (fault: ${fault})`;
    return [
      `${paint(style, `${sign} ${word}`)}  ${placeOf(target)}  ${forTerminal(title, 300)}${by}`,
      ...grouped(target.findings).map(
        ({ severity, first }) => `  ${severity}  ${first.rule}: ${forTerminal(first.title, 200)}`,
      ),
    ];
  });
}
