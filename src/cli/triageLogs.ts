import { UserError } from '../errors.js';
import { loadLogFormats, readerOf } from '../logs/formats.js';
import { readerOfLogFormat } from '../logs/logFormat.js';
import { survey } from '../logs/survey.js';
import { verdictOn } from '../logs/verdict.js';
import type { LogReport } from '../model.js';
import { refusePipe, unreadable } from '../readText.js';
import { formatsFor } from '../report/formats/index.js';
import { withoutTokens, withoutTokensInNames } from '../secrets/mask.js';
import { TOOL } from '../tool.js';
import type { Context } from './context.js';
import { destinationsOf, filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';
import { type Publishing, publish } from './publish.js';

/** How logs are read. */
export interface LogChoice {
  logFormat?: string;
  /** Milliseconds since 1970. */
  since?: number;
  until?: number;
  revealHosts?: true;
}

export interface LogOptions extends LogChoice, Publishing {
  /** Paths; `-` is stdin. */
  log: string[];
}

const WHAT = 'this log';

/** `triage --log`: what servers, proxies and clients wrote down, in constant memory. @returns the exit code */
export async function triageLogs(
  context: Context,
  urls: readonly string[],
  options: LogOptions,
): Promise<number> {
  const { log, logFormat, since = null, until = null, revealHosts = false } = options;
  refuseStrangers(urls, options);
  if (since !== null && until !== null && since > until) {
    throw new UserError('this window is empty', {
      where: '--since and --until',
      whatToDo: 'give a --since that is before --until',
    });
  }
  await refuseOverwriting(
    log.filter((path) => path !== '-'),
    filesOf(options),
  );
  const known = (await loadLogFormats()).map(readerOf);
  const readers = logFormat === undefined ? known : [readerOfLogFormat(logFormat), ...known];
  for (const path of log) {
    if (path !== '-') await refusePipe(path, `${WHAT} cannot be read`, '-');
  }
  const sources = log.map((path) => ({
    name: path === '-' ? 'stdin' : withoutTokensInNames(path),
    from: path === '-' ? context.process.stdin : path,
  }));
  const found = await survey(sources, { readers, since, until, revealHosts }).catch((error: unknown) => {
    throw error instanceof UserError ? error : unreadable(log.join(', '), WHAT, error);
  });
  const { verdict, exitCode } = verdictOn(found);
  const report: LogReport = { tool: TOOL.name, version: TOOL.version, exitCode, ...found, verdict };
  return publish(context, 'log', report, options);
}

/** @throws {UserError} for what has nothing to do with a log, before anything is read */
function refuseStrangers(urls: readonly string[], options: LogOptions): void {
  const [url] = urls;
  if (url !== undefined) {
    throw new UserError('a log and a URL exclude each other', {
      found: withoutTokens(url),
      whatToDo: 'leave one of them out; several logs follow one --log',
    });
  }
  const formats = formatsFor('log');
  const stranger = destinationsOf(options).find(({ format }) => !formats.includes(format));
  if (stranger === undefined) return;
  throw new UserError('what logs tell is not reported in this format', {
    found: stranger.format,
    whatToDo: `choose one of ${formats.join(', ')}`,
  });
}
