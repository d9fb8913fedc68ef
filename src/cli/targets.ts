import { relative } from 'node:path';
import { UserError } from '../errors.js';
import type { Bridge, ConfigEntry, ConfigFile, Configuration, Format, Target } from '../model.js';
import { besides, nearestOf, nothingHere, refuseUrl } from '../run/whichFile.js';
import { readConfig } from '../targets/config/entries.js';
import { readEnvFile } from '../targets/config/envFile.js';
import { declineForeign, loadForeign } from '../targets/config/foreign.js';
import { loadFormats } from '../targets/config/formats.js';
import { droppedFile, skippedByMistake } from '../targets/config/problems.js';
import { readConfigText } from '../targets/config/readFile.js';
import { placeOfEntry, targetsOf } from '../targets/config/targets.js';
import { isSkippedByMistake } from '../targets/config/transport.js';
import { targetFromUrl } from '../targets/fromUrl.js';
import type { Context } from './context.js';
import { type Destination, filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';

export interface TargetOptions {
  header: string[];
  bearerEnv?: string;
  credential: string[];
  config?: string;
  server?: string;
  envFile?: string;
  client?: string;
  output?: string;
  report?: Destination[];
  /** In milliseconds, like the next. */
  wait?: number;
  deadline?: number;
  record?: string;
}

/** What is to be probed, in the order of the file: a target, or why it cannot even be tried. */
export interface Chosen {
  entries: Choice[];
  configuration: Configuration | null;
  /** The format of the configuration; null for a URL. */
  format: Format | null;
}

export type Choice =
  | { target: Target; problem: null; bridge?: Bridge | null }
  | { target: null; problem: UserError; server: string; source: Target['source'] };

/** The targets of URLs, of a configuration, or of the nearest one. @throws {UserError} */
export async function chooseTargets(
  context: Context,
  urls: readonly string[],
  options: TargetOptions,
  { asConfigured }: { asConfigured: boolean } = { asConfigured: false },
): Promise<Chosen> {
  const env = await environment(context, options.envFile);
  await refuseOverwriting([options.envFile], [...filesOf(options), options.record]);
  if (urls.length === 0) return fromConfiguration(context, options, env);
  if (options.config !== undefined || options.server !== undefined) {
    throw new UserError('a URL and a configuration exclude each other', {
      found: options.config === undefined ? '--server' : `--config ${options.config}`,
      whatToDo: 'leave the URL out to probe the servers of a file',
    });
  }
  const { header, credential, bearerEnv } = options;
  const given = { headers: header, credentials: credential, bearerEnv: bearerEnv ?? null, env, asConfigured };
  const targets = urls.map((url) => targetFromUrl(url, given));
  const entries = targets.map((target): Choice => {
    // Two of one host are told apart by their URLs.
    const alone = targets.every((other) => other === target || other.name !== target.name);
    return { target: alone ? target : { ...target, name: target.shownUrl }, problem: null };
  });
  return { entries, configuration: null, format: null };
}

/** The process's environment, over that of `--env-file`, as `node --env-file` has it. */
export async function environment(
  { process }: Context,
  file: string | undefined,
): Promise<NodeJS.ProcessEnv> {
  return file === undefined ? process.env : { ...(await readEnvFile(file)), ...process.env };
}

/** A configuration as its client reads it; without a name the nearest one, and it is said which. */
export async function openConfig(
  { writer, process }: Context,
  named: string | undefined,
  { env, client, orUrl = false }: { env: NodeJS.ProcessEnv; client: string | undefined; orUrl?: boolean },
): Promise<{ file: ConfigFile; formats: Format[] }> {
  if (named !== undefined) refuseUrl(named);
  const formats = await loadFormats();
  const whose = client?.split('@', 1)[0] ?? null;
  const path = named ?? (await nearestOf(process.cwd(), whose, formats));
  if (path === null) throw nothingHere(process.cwd(), orUrl);
  const shown = named ?? (relative(process.cwd(), path) || path);
  if (named === undefined) {
    const others = await besides(path, process.cwd(), formats);
    await writer.err(`reading ${shown} (the nearest one${others})\n`);
  }
  if (whose === null) declineForeign(path, await loadForeign(), formats);
  const text = await readConfigText(path);
  const file = await readConfig({ path: shown, text, env, client: whose }, formats);
  if (file.guessed) await writer.err(guessedWords(file));
  return { file, formats };
}

function guessedWords({ path, format }: ConfigFile): string {
  return `${path}: nothing but its keys tells whose it is; it is read as a file of ${format.title}, which is a guess (--client says whose it is)\n`;
}

async function fromConfiguration(
  context: Context,
  options: TargetOptions,
  env: NodeJS.ProcessEnv,
): Promise<Chosen> {
  const foreign =
    options.header.length > 0 ? '--header' : options.bearerEnv === undefined ? null : '--bearer-env';
  if (foreign !== null) {
    throw new UserError('the servers of a configuration bring their own headers', {
      found: foreign,
      whatToDo: 'write the header into the file, or give a URL',
    });
  }
  const { file } = await openConfig(context, options.config, {
    env,
    client: options.client,
    orUrl: true,
  });
  await refuseOverwriting([file.path], [...filesOf(options), options.record]);
  const [refusal] = file.refusals;
  if (refusal !== undefined) throw droppedFile(file, refusal);
  const entries = targetsOf(file, { server: options.server ?? null, credentials: options.credential });
  const isMistake = (entry: ConfigEntry): boolean => isSkippedByMistake(entry, file.format);
  const skipped = entries.flatMap(({ entry }) =>
    entry.skipped === null || isMistake(entry) ? [] : [{ server: entry.name, reason: entry.skipped }],
  );
  const { format, path } = file;
  const choices = entries.flatMap(({ entry, target, problem: found }): Choice[] => {
    const problem = isMistake(entry) ? skippedByMistake(file, entry) : found;
    if (target !== null) return [{ target, problem: null, bridge: entry.bridge }];
    const source = { file: path, server: entry.name, format: format.id, place: placeOfEntry(entry) };
    return problem === null ? [] : [{ target: null, problem, server: entry.name, source }];
  });
  if (choices.length === 0) throw nothingToProbe(file, skipped);
  const configuration = { file: path, format: format.id, client: format.title, skipped };
  return { entries: choices, configuration, format };
}

function nothingToProbe({ path }: ConfigFile, skipped: Configuration['skipped']): UserError {
  return new UserError('there is no HTTP server in this configuration', {
    where: path,
    found:
      skipped.length === 0
        ? 'no server at all'
        : skipped.map(({ server, reason }) => `${server}: ${reason}`).join('; '),
    whatToDo: 'name another file, or give the URL of a server',
  });
}
