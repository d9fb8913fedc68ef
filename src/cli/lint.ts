import { EXIT } from '../errors.js';
import { builtinConfigRules } from '../judge/builtin.js';
import { lintConfig } from '../judge/configLint.js';
import type { FailOn, LintReport, RulesetId } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { renderLint, renderLintJson } from '../report/formats/lint.js';
import { TOOL } from '../tool.js';
import { type ConfigurationOptions, openConfiguration, profileOf } from './configuration.js';
import { runsInContainer } from './container.js';
import type { Context } from './context.js';
import { reaches } from './exitCode.js';
import { deliver, type Publishing } from './publish.js';

export interface LintOptions extends ConfigurationOptions, Publishing {
  ruleset?: RulesetId;
  failOn?: FailOn;
}

/** `lint`: what is wrong in a configuration, without a network. @returns the exit code */
export async function lint(
  context: Context,
  path: string | undefined,
  options: LintOptions,
): Promise<number> {
  const [file, rules, inContainer] = await Promise.all([
    openConfiguration(context, path, options),
    builtinConfigRules(),
    runsInContainer(),
  ]);
  const profile = await profileOf(file, options);
  const ruleset = options.ruleset ?? 'recommended';
  const findings = lintConfig(rules, observeConfig(file, { profile, inContainer }), ruleset);
  const report: LintReport = {
    tool: TOOL.name,
    version: TOOL.version,
    ruleset,
    exitCode: reaches(findings, options.failOn ?? 'error') ? EXIT.findings : EXIT.clean,
    file: file.path,
    format: file.format.id,
    client: file.format.title,
    profile: profile?.id ?? null,
    servers: file.entries.map(({ name, scope, transport, skipped }) => ({ name, scope, transport, skipped })),
    findings,
  };
  return deliver(context, report, options, { terminal: renderLint, json: renderLintJson });
}
