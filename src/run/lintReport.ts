import { EXIT } from '../errors.js';
import { builtinConfigRules } from '../judge/builtin.js';
import { lintConfig } from '../judge/configLint.js';
import type { ConfigFile, FailOn, LintReport, RulesetId } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { reaches } from '../report/exitCode.js';
import { TOOL } from '../tool.js';
import { runsInContainer } from './container.js';
import { diagnosedByFile } from './entryDiagnoses.js';
import { recordedBridges, recordedClient } from './recordedClient.js';

/**
 * What is wrong in a configuration. Asks no server.
 * @throws {UserError} for a version of its client that was not recorded
 */
export async function lintReport(
  file: ConfigFile,
  { client, ruleset, failOn }: { client: string | undefined; ruleset: RulesetId; failOn: FailOn },
): Promise<LintReport> {
  const [rules, inContainer, profile, bridgeFor] = await Promise.all([
    builtinConfigRules(),
    runsInContainer(),
    recordedClient(file.format, client),
    recordedBridges(),
  ]);
  const observation = observeConfig(file, { profile, bridgeFor, inContainer });
  const findings = lintConfig(rules, observation, ruleset, file.shownPath);
  return {
    tool: TOOL.name,
    version: TOOL.version,
    ruleset,
    exitCode: reaches(findings, failOn) ? EXIT.findings : EXIT.clean,
    file: file.shownPath,
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
}
