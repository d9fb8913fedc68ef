import { codeOf, EXIT, UserError } from '../errors.js';
import type { Configuration, Recording } from '../model.js';
import { type FormatName, type Kind, type Reports, rendererOf } from '../report/formats/index.js';
import { type View, viewOf } from '../report/view.js';
import type { Context } from './context.js';

export interface Publishing {
  format: FormatName;
  verbose?: true;
  quiet?: true;
  /** False with `--no-color`. */
  color: boolean;
  output?: string;
}

/**
 * Renders a report and brings it to where it belongs.
 *
 * @returns the report's exit code
 * @throws {UserError} where it cannot be written
 */
export async function publish<K extends Kind>(
  { writer, process }: Context,
  kind: K,
  report: Reports[K],
  options: Publishing,
): Promise<number> {
  const { format, output } = options;
  const view = seenAs(output === undefined ? process.stdout : {}, process.env, options);
  const text = (await rendererOf(format, kind))(report, view);
  if (output === undefined) {
    await writer.out(text);
    return report.exitCode;
  }
  try {
    await writer.toFile(output, text);
  } catch (error) {
    // Nothing is lost: what could not be written is printed.
    await writer.out(text);
    throw unwritable(output, error);
  }
  await writer.err(`the report is in ${output} (exit code ${report.exitCode})\n`);
  return report.exitCode;
}

/** How the user wants to see it, where the stream and the environment allow. */
function seenAs(
  stream: Parameters<typeof viewOf>[0],
  env: NodeJS.ProcessEnv,
  { verbose, quiet, color }: Pick<Publishing, 'verbose' | 'quiet' | 'color'>,
): View {
  const detail = quiet === true ? 'quiet' : verbose === true ? 'full' : 'brief';
  return { ...viewOf(stream, env, color ? {} : { color }), detail };
}

/** Writes what was recorded as JSON. @throws {UserError} where that cannot be done */
export async function saveRecordings(
  { writer }: Context,
  path: string,
  recordings: readonly Recording[],
  configuration: Configuration | null,
): Promise<void> {
  const run = configuration === null ? recordings[0] : { schema: 1, configuration, recordings };
  await writer.toFile(path, `${JSON.stringify(run, null, 1)}\n`).catch((error: unknown) => {
    throw unwritable(path, error);
  });
}

/** Why a file that the user named is not there afterwards. */
export function unwritable(path: string, error: unknown): UserError {
  return new UserError('the file cannot be written', {
    where: path,
    found: codeOf(error) || 'UNKNOWN',
    whatToDo: `name a file in a folder that exists and may be written (exit code ${EXIT.usage})`,
  });
}
