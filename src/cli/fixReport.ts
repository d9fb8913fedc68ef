import { EXIT } from '../errors.js';
import { builtinConfigRules } from '../judge/builtin.js';
import { lintConfig } from '../judge/configLint.js';
import type {
  ClientProfile,
  ConfigFile,
  ConfigFinding,
  FixReport,
  Format,
  KeyFacts,
  RemainingFinding,
} from '../model.js';
import { observeConfig } from '../observe/config.js';
import { versionWords } from '../plan/profiles.js';
import { unifiedDiff } from '../remedy/diff.js';
import { maskFile } from '../remedy/maskFile.js';
import type { Mended } from '../remedy/mend.js';
import { readConfig } from '../target/config/entries.js';
import { TOOL } from '../tool.js';
import { runsInContainer } from './container.js';

/** What is mended, and what it is read with. */
export interface Subject {
  file: ConfigFile;
  formats: readonly Format[];
  env: NodeJS.ProcessEnv;
  /** Null: the file's client was not recorded. */
  profile: ClientProfile | null;
}

export interface Linted {
  findings: ConfigFinding[];
  keys: KeyFacts[];
}

/** What lint finds in a file, and the keys that it saw. */
export async function lintOf(file: ConfigFile, profile: ClientProfile | null): Promise<Linted> {
  const [rules, inContainer] = await Promise.all([builtinConfigRules(), runsInContainer()]);
  const observation = observeConfig(file, { profile, inContainer });
  return { findings: lintConfig(rules, observation, 'recommended'), keys: observation.keys };
}

/**
 * Everything that is to be said as long as nothing is written, without the notes.
 * @param text the file with the edits that are made
 */
export async function fixReport(
  { file, formats, env, profile }: Subject,
  found: Linted,
  { servers, edits }: Mended,
  text: string,
  interrupted: boolean,
): Promise<FixReport> {
  const edited = await readConfig({ path: file.path, text, env, client: file.format.id }, formats);
  const left = text === file.text ? found : await lintOf(edited, profile);
  const masks = [maskFile(file), maskFile(edited)];
  const report: FixReport = {
    tool: TOOL.name,
    version: TOOL.version,
    exitCode: interrupted ? EXIT.interrupted : EXIT.clean,
    file: file.path,
    format: file.format.id,
    client: file.format.title,
    profile: profile === null ? null : { id: profile.id, versions: versionWords(profile) },
    servers,
    edits: interrupted ? edits.map((one) => ({ ...one, made: false })) : edits,
    remaining: remainingOf(found.findings, left.findings, edits, servers),
    diff: unifiedDiff(file.text, text, file.path, (line) => masks.reduce((shown, mask) => mask(shown), line)),
    written: false,
    backup: null,
    next: null,
    pickUp: text === file.text ? null : file.format.pickUp,
    notes: [],
  };
  return { ...report, exitCode: exitCodeOf(report) };
}

/** What still breaks or may break; what was tried and left alone has been told with its reason. */
function remainingOf(
  before: readonly ConfigFinding[],
  after: readonly ConfigFinding[],
  edits: FixReport['edits'],
  servers: FixReport['servers'],
): RemainingFinding[] {
  const wanted = new Set(servers.map(({ name }) => name));
  const keyOf = ({ rule, server, message }: ConfigFinding): string => JSON.stringify([rule, server, message]);
  const leftAlone = edits.filter(({ made }) => !made);
  const told = before.filter((finding) => leftAlone.some((edit) => isAbout(edit, finding))).map(keyOf);
  return after
    .filter((finding) => !told.includes(keyOf(finding)))
    .filter(({ server }) => server === '' || wanted.has(server))
    .flatMap(({ rule, severity, server, line, column, message, steps }) =>
      severity === 'note' ? [] : [{ rule, severity, server, line, column, message, steps }],
    );
}

/** The very finding, or another whose edit would change the same thing. */
function isAbout(
  { rule, line, column, changes }: FixReport['edits'][number],
  finding: ConfigFinding,
): boolean {
  if (finding.rule === rule && finding.line === line && finding.column === column) return true;
  const path = JSON.stringify(finding.edit?.path);
  return changes.some((change) => JSON.stringify(change.path) === path);
}

/** 1 where something is left that breaks or is not written; 3 where a server could not be judged. */
export function exitCodeOf({
  exitCode,
  servers,
  edits,
  remaining,
  diff,
  written,
  profile,
}: FixReport): number {
  if (exitCode === EXIT.interrupted) return exitCode;
  const broken = servers.some(({ after }) => after === false);
  const unwritten = diff !== '' && !written;
  if (broken || unwritten || remaining.some(({ severity }) => severity === 'error')) return EXIT.findings;
  // Where no client was recorded nothing can be told; that matters where something had to be proved.
  const unclear = servers.some(
    ({ name, skipped, after }) =>
      skipped === null && after === null && (profile !== null || edits.some(({ server }) => server === name)),
  );
  return unclear ? EXIT.notJudged : EXIT.clean;
}
