import { EXIT } from '../errors.js';
import type { FleetReport } from '../model.js';
import { TOOL } from '../tool.js';
import { type Tally, worstOf } from './tally.js';

/** What lines do not say. */
export type Around = Pick<
  FleetReport,
  'ruleset' | 'shard' | 'resumed' | 'repeated' | 'unreadable' | 'missing'
> & { interrupted: boolean };

/** What a line that cannot be read counts as is wrong usage; what is missing could not be judged. */
export function reportOf(tally: Tally, { interrupted, ...around }: Around): FleetReport {
  const tallied = tally.sum();
  return {
    tool: TOOL.name,
    version: TOOL.version,
    ...tallied,
    ...around,
    exitCode: worstOf([
      tallied.exitCode,
      ...(interrupted ? [EXIT.interrupted] : []),
      ...(around.unreadable.count > 0 ? [EXIT.usage] : []),
      ...(around.missing.length > 0 ? [EXIT.notJudged] : []),
    ]),
  };
}
