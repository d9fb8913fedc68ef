import { stat } from 'node:fs/promises';
import { codeOf, EXIT, UserError } from '../errors.js';
import type { ConfigFile, FixReport } from '../model.js';
import type { Moved } from '../remedy/edits/move.js';
import { confirm } from '../report/confirm.js';
import { renderFix } from '../report/formats/fix.js';
import { isCi, viewOf } from '../report/view.js';
import { isClaudeUserFile } from '../run/claudeFiles.js';
import { fixing } from '../run/fixing.js';
import { exitCodeOf } from '../run/fixReport.js';
import { recordedClient } from '../run/recordedClient.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';
import { type Publishing, publish } from './publish.js';
import { environment, openConfig } from './targets.js';
import { whileUnderway } from './underway.js';
import { unwritable } from './unwritable.js';

export interface FixOptions extends Publishing, RouteOptions {
  write?: true;
  dryRun?: true;
  server?: string;
  client?: string;
  profile?: string;
  envFile?: string;
  timeout: number;
  debug?: true;
}

/** `fix`: mends a configuration as far as that can be proved. @returns the exit code */
export async function fix(context: Context, path: string | undefined, options: FixOptions): Promise<number> {
  const { client, server = null } = options;
  const env = await environment(context, options.envFile);
  const { file, formats } = await openConfig(context, path, { env, client });
  await refuseOverwriting([file.path, options.envFile], filesOf(options));
  if (file.guessed && options.write === true) throw notOurs(file);
  const profile = await recordedClient(file.format, client, options.profile);
  const route = await routeFrom(options, context.process.env);
  const { report, interrupted, text, moved, whenWritten } = await fixing(
    { file, formats, env, profile },
    { server, timeoutMs: options.timeout, shell: context.process.env },
    (work) => whileUnderway(context, { debug: options.debug === true, route }, work),
  );
  if (interrupted) return finished(context, { ...report, next: INTERRUPTED }, options);
  if (moved === null && text === file.text) return finished(context, report, options);
  if (file.guessed) return finished(context, { ...report, next: whoseFirst(file) }, options);
  return (await isClaudeUserFile(file))
    ? finished(context, { ...report, next: NEVER_EDITED }, options)
    : changing(
        context,
        report,
        {
          path: file.path,
          before: file.text,
          after: moved?.source.after ?? text,
          target: moved?.target ?? null,
          whenWritten,
        },
        options,
      );
}

const NEVER_EDITED =
  'Nothing was written: fix never edits this file, because Claude Code writes it while it runs. The line above makes the changes.';
const INTERRUPTED = 'Nothing was written: it was interrupted. Run it again.';
const HOW_TO_WRITE = 'Nothing was written. To write the changes: the same command with --write.';

/** Whose rules and whose words are right nobody has said. */
function whoseFirst({ format }: ConfigFile): string {
  return `Nothing was written: that this is a file of ${format.title} is a guess. If it is one: the same command with --client ${format.id} --write.`;
}

function notOurs({ path, format }: ConfigFile): UserError {
  return new UserError('whose file this is was guessed from its keys, and a guess is not written', {
    where: path,
    found: `keys as ${format.title} writes them; others write them too`,
    whatToDo: `say whose it is: --client ${format.id}, if it is ${format.title}'s`,
  });
}

interface Change {
  path: string;
  before: string;
  after: string;
  /** The file that its servers go to. */
  target: Moved | null;
  /** What is left to do, with its places in `after`. */
  whenWritten: FixReport['remaining'];
}

/** Writes where the user said so, asks where there is somebody to ask, and else says how to write. */
async function changing(
  context: Context,
  report: FixReport,
  change: Change,
  options: FixOptions,
): Promise<number> {
  if (options.write === true) return finished(context, await written(context, report, change), options);
  if (options.dryRun === true || !canAsk(context, options)) {
    return finished(context, { ...report, next: HOW_TO_WRITE }, options);
  }
  const { writer, process } = context;
  // The question follows, so this is not the end.
  const shown = { ...report, pickUp: null };
  await writer.out(renderFix(shown, viewOf(process.stdout, process.env), { footer: false }));
  const both = change.target === null ? change.path : `${change.path} and ${change.target.path}`;
  const answer = await confirm(process, `Write these changes to ${both}?`);
  if (answer !== true) {
    await writer.err('Nothing was written.\n');
    return answer === null ? EXIT.interrupted : report.exitCode;
  }
  const after = await written(context, report, change);
  await writer.out(`Written; as it was, it is in ${after.backup}.\nThen: ${after.pickUp}.\n`);
  return after.exitCode;
}

/** @throws {UserError} where it cannot be written, or is not what was read any more */
async function written({ writer }: Context, report: FixReport, change: Change): Promise<FixReport> {
  try {
    // First what is new: if the other cannot be written, nothing is lost.
    if (change.target !== null) await writeTarget(writer, change.target, change.path);
    const backup = await writer.rewrite(change.path, change.before, change.after);
    const done = { ...report, remaining: change.whenWritten, written: true, backup };
    return { ...done, exitCode: exitCodeOf(done) };
  } catch (error) {
    if (codeOf(error) !== 'CHANGED') throw unwritable(change.path, error);
    throw new UserError('the file was changed meanwhile', {
      where: change.path,
      found: 'other contents than were read',
      whatToDo: 'nothing was written: run it again',
    });
  }
}

/** With no more rights than the file has that its servers come from: there may be secrets in them. */
async function writeTarget(
  writer: Context['writer'],
  { path, before, after }: Moved,
  from: string,
): Promise<void> {
  const { mode } = await stat(from);
  if (before === null) await writer.create(path, after, mode & 0o777);
  else if (before !== after) await writer.rewrite(path, before, after, mode & 0o777);
}

function canAsk({ process }: Context, { format, output }: FixOptions): boolean {
  const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return onTerminal && format === 'terminal' && output === undefined && !isCi(process.env);
}

function finished(context: Context, report: FixReport, options: FixOptions): Promise<number> {
  return publish(context, 'fix', report, options);
}
