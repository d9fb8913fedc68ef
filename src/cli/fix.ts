import { EXIT, UserError } from '../errors.js';
import { builtinConfigRules } from '../judge/builtin.js';
import { lintConfig } from '../judge/configLint.js';
import type { ClientProfile, ConfigFile, ConfigFinding, FixReport, Format, KeyFacts } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { versionWords } from '../plan/profiles.js';
import { unifiedDiff } from '../remedy/diff.js';
import { applyEdits } from '../remedy/edits.js';
import { maskFile } from '../remedy/maskFile.js';
import { type Mended, mend } from '../remedy/mend.js';
import { confirm } from '../report/confirm.js';
import { renderFix, renderFixJson } from '../report/formats/fix.js';
import { readConfig } from '../target/config/entries.js';
import { targetsOf } from '../target/config/targets.js';
import { TOOL } from '../tool.js';
import { chooseClients } from './chosenClients.js';
import { claudeNotes, isClaudeUserFile } from './claudeFiles.js';
import { runsInContainer } from './container.js';
import type { Context } from './context.js';
import { fixExitCode } from './fixExitCode.js';
import { deliver, type Publishing, unwritable } from './publish.js';
import { environment, openConfig } from './targets.js';
import { whileUnderway } from './underway.js';

export interface FixOptions extends Publishing {
  write?: true;
  dryRun?: true;
  server?: string;
  client?: string;
  envFile?: string;
  timeout: number;
  debug?: true;
}

interface Work {
  file: ConfigFile;
  formats: readonly Format[];
  env: NodeJS.ProcessEnv;
  profile: ClientProfile | null;
  linted: { findings: ConfigFinding[]; keys: KeyFacts[] };
}

/** `fix`: mends a configuration as far as that can be proved. @returns the exit code */
export async function fix(context: Context, path: string | undefined, options: FixOptions): Promise<number> {
  const env = await environment(context, options.envFile);
  const { file, formats } = await openConfig(context, path, { env, client: options.client });
  const { profiles, yours } = await chooseClients(
    options.client === undefined ? {} : { client: options.client },
    file.format,
  );
  const profile = profiles.find(({ id }) => id === yours) ?? null;
  const work = { file, formats, env, profile, linted: await linted(file, profile) };
  const { mended, interrupted } = await tried(context, work, options);
  const report = await reportOn(context, work, mended, interrupted);
  return settled(context, work, mended, report, options);
}

async function linted(file: ConfigFile, profile: ClientProfile | null): Promise<Work['linted']> {
  const [rules, inContainer] = await Promise.all([builtinConfigRules(), runsInContainer()]);
  const observation = observeConfig(file, { profile, inContainer });
  return { findings: lintConfig(rules, observation, 'recommended'), keys: observation.keys };
}

async function tried(
  context: Context,
  { file, formats, env, profile, linted: seen }: Work,
  { server = null, timeout, debug = false }: { server?: string | null; timeout: number; debug?: boolean },
): Promise<{ mended: Mended; interrupted: boolean }> {
  const entries = targetsOf(file, { server, credentials: [] }).map(({ entry }) => entry);
  return whileUnderway(context, debug, async ({ signal, sender, step }) => {
    const mended = await mend(file, entries, seen, {
      formats,
      env,
      profile,
      // Each server for itself: one that holds its connections keeps none from another.
      sendFor: () => sender(1).send,
      timeoutMs: timeout,
      signal,
      onStep: step,
    });
    return { mended, interrupted: signal.aborted };
  });
}

/** Everything that is to be said, as long as nothing is written. */
async function reportOn(
  { process }: Context,
  { file, formats, env, profile, linted: seen }: Work,
  { servers, edits, made }: Mended,
  interrupted: boolean,
): Promise<FixReport> {
  const text = interrupted ? file.text : applyEdits(file.text, file.format.syntax, made);
  const edited = await readConfig({ path: file.path, text, env, client: file.format.id }, formats);
  const left = text === file.text ? seen : await linted(edited, profile);
  const told = new Set(edits.filter((one) => !one.made).map(({ rule, server }) => `${rule} ${server}`));
  const wanted = new Set(servers.map(({ name }) => name));
  const masks = [maskFile(file), maskFile(edited)];
  const mask = (line: string): string => masks.reduce((shown, each) => each(shown), line);
  return {
    tool: TOOL.name,
    version: TOOL.version,
    exitCode: interrupted ? EXIT.interrupted : EXIT.clean,
    file: file.path,
    format: file.format.id,
    client: file.format.title,
    profile: profile === null ? null : { id: profile.id, versions: versionWords(profile) },
    servers,
    edits,
    remaining: left.findings
      .filter(({ rule, server }) => !told.has(`${rule} ${server}`) && (server === '' || wanted.has(server)))
      .map(({ rule, severity, server, line, column, message, steps }) => ({
        rule,
        severity,
        server,
        line,
        column,
        message,
        steps,
      })),
    diff: unifiedDiff(file.text, text, file.path, mask),
    written: false,
    backup: null,
    next: null,
    pickUp: text === file.text ? null : file.format.pickUp,
    notes: await claudeNotes(file, made, servers, process.env),
  };
}
