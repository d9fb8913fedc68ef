import type { FailOn, RulesetId } from '../model.js';
import { NO_RUN } from '../report/run.js';
import { lintReport } from '../run/lintReport.js';
import { type AcceptingOptions, acceptedInFileBy } from './accepting/acceptedBy.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';
import { type Publishing, publish } from './publish.js';
import { environment, openConfig } from './targets.js';

export interface LintOptions extends Publishing, Pick<AcceptingOptions, 'ignore' | 'baseline'> {
  client?: string;
  envFile?: string;
  ruleset?: RulesetId;
  failOn?: FailOn;
}

/** `lint`: what is wrong in a configuration, without a network. @returns the exit code */
export async function lint(
  context: Context,
  path: string | undefined,
  options: LintOptions,
): Promise<number> {
  const { client, envFile, ruleset = 'recommended', failOn = 'error' } = options;
  const env = await environment(context, envFile);
  const { file } = await openConfig(context, path, { env, client });
  await refuseOverwriting([file.path, envFile, options.baseline], filesOf(options));
  const accepted = await acceptedInFileBy(options);
  const report = await lintReport(file, { client, ruleset, failOn });
  return publish(context, 'lint', accepted(report, failOn), options, { ...NO_RUN, failOn });
}
