import { EXIT } from '../errors.js';
import type { DiffReport, FailOn } from '../model.js';
import { compare } from '../report/compare.js';
import { TOOL } from '../tool.js';
import { readReport } from './accepting/readReport.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';
import { type Publishing, publish } from './publish.js';

export interface DiffOptions extends Publishing {
  failOn?: FailOn;
}

/** `diff`: what changed between two reports or recordings. @returns 1 where the second is worse */
export async function diff(
  context: Context,
  before: string,
  after: string,
  options: DiffOptions,
): Promise<number> {
  await refuseOverwriting([before, after], filesOf(options));
  const [first, second] = [await readReport(before), await readReport(after)];
  const rulesets = { before: first.ruleset, after: second.ruleset };
  const targets = compare(first, second, options.failOn ?? 'error');
  const exitCode = targets.some(({ worse }) => worse) ? EXIT.findings : EXIT.clean;
  const report: DiffReport = {
    tool: TOOL.name,
    version: TOOL.version,
    exitCode,
    before,
    after,
    rulesets,
    targets,
  };
  return publish(context, 'diff', report, options);
}
