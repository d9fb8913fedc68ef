import { EXIT } from '../errors.js';
import { builtinConfigRules } from '../judge/builtin.js';
import { lintConfig } from '../judge/configLint.js';
import type { FailOn, LintReport, RulesetId } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { reaches } from '../report/exitCode.js';
import { NO_RUN } from '../report/run.js';
import { runsInContainer } from '../run/container.js';
import { diagnosedByFile } from '../run/entryDiagnoses.js';
import { recordedBridges, recordedClient } from '../run/recordedClient.js';
import { TOOL } from '../tool.js';
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
  const [{ file }, rules, inContainer] = await Promise.all([
    openConfig(context, path, { env, client }),
    builtinConfigRules(),
    runsInContainer(),
  ]);
  await refuseOverwriting([file.path, envFile, options.baseline], filesOf(options));
  const accepted = await acceptedInFileBy(options);
  const profile = await recordedClient(file.format, client);
  const bridgeFor = await recordedBridges();
  const findings = lintConfig(
    rules,
    observeConfig(file, { profile, bridgeFor, inContainer }),
    ruleset,
    file.path,
  );
  const report: LintReport = {
    tool: TOOL.name,
    version: TOOL.version,
    ruleset,
    exitCode: reaches(findings, failOn) ? EXIT.findings : EXIT.clean,
    file: file.path,
    format: file.format.id,
    client: file.format.title,
    guessed: file.guessed,
    profile: profile?.id ?? null,
    servers: file.entries.map(({ name, scope, transport, skipped }) => ({ name, scope, transport, skipped })),
    targets: diagnosedByFile(file),
    findings,
    accepted: [],
    outdated: [],
  };
  return publish(context, 'lint', accepted(report, failOn), options, { ...NO_RUN, failOn });
}
