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
import { unifiedDiff } from '../remedy/edits/diff.js';
import { maskFile } from '../remedy/edits/maskFile.js';
import type { Move } from '../remedy/edits/move.js';
import type { Mended } from '../remedy/proof/mended.js';
import { withoutTokensInNames } from '../secrets/mask.js';
import { readConfig } from '../targets/config/entries.js';
import { TOOL } from '../tool.js';
import { runsInContainer } from './container.js';
import { diagnosedByFix } from './entryDiagnoses.js';
import { recordedBridges } from './recordedClient.js';

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
  const [rules, bridgeFor, inContainer] = await Promise.all([
    builtinConfigRules(),
    recordedBridges(),
    runsInContainer(),
  ]);
  const observation = observeConfig(file, { profile, bridgeFor, inContainer });
  return { findings: lintConfig(rules, observation, 'recommended', file.shownPath), keys: observation.keys };
}

/**
 * Everything that is to be said as long as nothing is written, without the notes.
 * @param after the file with the edits that are made, and where its servers go
 * @returns what is left with its places in that text, too
 */
export async function fixReport(
  { file, formats, env, profile }: Subject,
  found: Linted,
  { servers, edits }: Mended,
  { text, moved }: { text: string; moved: Move | null },
  interrupted: boolean,
): Promise<{ report: FixReport; whenWritten: RemainingFinding[] }> {
  const after = moved?.target ?? { path: file.path, after: text };
  const edited = await readConfig(
    { path: after.path, text: after.after, env, client: file.format.id },
    formats,
  );
  const changes = moved !== null || text !== file.text;
  const left = changes ? await lintOf(edited, profile) : found;
  const masks = [maskFile(file), maskFile(edited)];
  const remaining = remainingOf(found.findings, left.findings, edits, servers);
  const report: FixReport = {
    tool: TOOL.name,
    version: TOOL.version,
    exitCode: interrupted ? EXIT.interrupted : EXIT.clean,
    file: file.shownPath,
    format: file.format.id,
    client: file.format.title,
    guessed: file.guessed,
    profile: profile === null ? null : { id: profile.id, versions: versionWords(profile) },
    servers,
    targets: [],
    edits: interrupted ? edits.map((one) => ({ ...one, made: false })) : edits,
    remaining: remaining.now,
    movedTo: moved === null ? null : withoutTokensInNames(moved.target.path),
    diff: diffOf(file, text, moved, (line) => masks.reduce((shown, mask) => mask(shown), line)),
    written: false,
    backup: null,
    next: null,
    pickUp: changes ? file.format.pickUp : null,
    notes: [],
  };
  const targets = diagnosedByFix(report);
  return { report: { ...report, targets, exitCode: exitCodeOf(report) }, whenWritten: remaining.written };
}

function diffOf(
  { shownPath: path, text }: ConfigFile,
  after: string,
  moved: Move | null,
  mask: (line: string) => string,
): string {
  if (moved === null) return unifiedDiff(text, after, path, mask);
  const { source, target } = moved;
  const come = unifiedDiff(target.before ?? '', target.after, withoutTokensInNames(target.path), mask);
  const isNew = target.before === null;
  return (
    unifiedDiff(text, source.after, path, mask) + (isNew ? come.replace(/^--- .*/, '--- /dev/null') : come)
  );
}

/** What still breaks or may break, where it stands as long as nothing is written, and where afterwards. */
interface Remaining {
  now: RemainingFinding[];
  written: RemainingFinding[];
}

/** What was tried and left alone has been told with its reason. */
function remainingOf(
  before: readonly ConfigFinding[],
  after: readonly ConfigFinding[],
  edits: FixReport['edits'],
  servers: FixReport['servers'],
): Remaining {
  const wanted = new Set(servers.map(({ name }) => name));
  const keyOf = ({ rule, server, message }: ConfigFinding): string => JSON.stringify([rule, server, message]);
  const isOneOf = (finding: ConfigFinding, made: boolean): boolean =>
    edits.some((edit) => edit.made === made && isAbout(edit, finding));
  // Both lists are in the order of the file: the first of a kind that was not mended is the first that is left.
  const unmended = before.filter((finding) => !isOneOf(finding, true));
  const remaining: Remaining = { now: [], written: [] };
  for (const finding of after) {
    const at = unmended.findIndex((other) => keyOf(other) === keyOf(finding));
    const [same = finding] = at < 0 ? [] : unmended.splice(at, 1);
    const isTold = at >= 0 && isOneOf(same, false);
    const isWanted = finding.server === '' || wanted.has(finding.server);
    const { severity } = finding;
    if (isTold || !isWanted || severity === 'note') continue;
    remaining.now.push(leftOver(same, severity));
    remaining.written.push(leftOver(finding, severity));
  }
  return remaining;
}

function leftOver(finding: ConfigFinding, severity: RemainingFinding['severity']): RemainingFinding {
  const { rule, stableId, server, line, column, message, steps } = finding;
  return { rule, stableId, severity, server, line, column, message, steps };
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
