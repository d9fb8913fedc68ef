import { codeOf, EXIT, UserError } from '../errors.js';
import type { Configuration, Recording, Report } from '../model.js';
import { renderJson } from '../report/formats/json.js';
import { renderTerminal } from '../report/formats/terminal.js';
import { type View, viewOf } from '../report/view.js';
import type { Context } from './context.js';

export interface Publishing {
  format: 'terminal' | 'json';
  output?: string;
}

/** Renders a report and brings it to where it belongs. @returns the report's exit code */
export function publish(context: Context, report: Report, options: Publishing): Promise<number> {
  return deliver(context, report, options, { terminal: renderTerminal, json: renderJson });
}

/** The same for a report of any kind. @throws {UserError} where it cannot be written */
export async function deliver<R extends { exitCode: number }>(
  { writer, process }: Context,
  report: R,
  { format, output }: Publishing,
  render: { terminal(report: R, view: View): string; json(report: R): string },
): Promise<number> {
  const view = viewOf(output === undefined ? process.stdout : {}, process.env);
  const text = format === 'json' ? render.json(report) : render.terminal(report, view);
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
