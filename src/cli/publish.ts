import { randomUUID } from 'node:crypto';
import type { UserError } from '../errors.js';
import type { Configuration, Recording } from '../model.js';
import { type Kind, type Reports, rendererOf } from '../report/formats/index.js';
import { NO_RUN, type Run } from '../report/run.js';
import { type View, viewOf } from '../report/view.js';
import type { Context } from './context.js';
import { type Destination, destinationsOf, type Wanted } from './destinations.js';
import type { Growing } from './live.js';
import { unwritable } from './unwritable.js';

export interface Publishing extends Wanted {
  verbose?: true;
  quiet?: true;
  /** False with `--no-color`. */
  color: boolean;
}

/**
 * Renders a report in every format that was asked for and brings each to where it belongs. What a person reads is
 * always said: on stdout, or on stderr where another format has stdout.
 *
 * @param run what stands behind the report
 * @param live what was told while it was under way, and goes on
 * @returns the report's exit code
 * @throws {UserError} where one cannot be written; the others are
 */
export async function publish<K extends Kind>(
  context: Context,
  kind: K,
  report: Reports[K],
  options: Publishing,
  run: Run = NO_RUN,
  live: Growing | null = null,
): Promise<number> {
  const { writer, process } = context;
  const all = destinationsOf(options);
  const [main] = all;
  const textFor = async ({ format, path }: Destination): Promise<string> => {
    const view = seenAs(path === null ? process.stdout : {}, process.env, options);
    return (await rendererOf(format, kind))(report, view, run);
  };
  const piped = all.find(({ format, path }) => path === null && format !== 'terminal');
  const failed: UserError[] = [];
  for (const destination of all) {
    const { path, format } = destination;
    if (path === null) continue;
    const text = await textFor(destination);
    try {
      if (live?.has(destination) === true) await live.end(destination, text);
      else await writer.toFile(path, text);
      await writer.err(`the ${format} report is in ${path} (exit code ${report.exitCode})\n`);
    } catch (error) {
      // Nothing is lost: what could not be written is printed.
      if (destination === main) await writer.out(text);
      failed.push(unwritable(path, error));
    }
  }
  if (piped !== undefined) {
    const text = await textFor(piped);
    await (live?.has(piped) === true ? live.end(piped, text) : writer.out(text));
  }
  const [problem] = failed;
  if (problem !== undefined) throw problem;
  // With `--format json` alone nobody reads along.
  if (piped !== undefined && piped === main) return report.exitCode;
  const stream = piped === undefined ? 'out' : 'err';
  const view = seenAs(piped === undefined ? process.stdout : process.stderr, process.env, options);
  const page = (await rendererOf('terminal', kind))(report, view, run);
  await writer[stream](unobeyed(page, process.env));
  return report.exitCode;
}

/**
 * GitHub's runner takes lines of a log for commands, and a page may quote what a server said: it is told not to
 * listen meanwhile.
 */
function unobeyed(page: string, env: NodeJS.ProcessEnv): string {
  if (env['GITHUB_ACTIONS'] !== 'true') return page;
  const token = randomUUID();
  return `::stop-commands::${token}\n${page}::${token}::\n`;
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
  await writer.toFile(path, recordedText(recordings, configuration)).catch((error: unknown) => {
    throw unwritable(path, error);
  });
}

/** A run as `--record` keeps it. */
export function recordedText(recordings: readonly Recording[], configuration: Configuration | null): string {
  const alone = configuration === null && recordings.length === 1;
  const run = alone ? recordings[0] : { schema: 1, configuration, recordings };
  return `${JSON.stringify(run, null, 1)}\n`;
}
