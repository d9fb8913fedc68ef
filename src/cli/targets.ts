import { UserError } from '../errors.js';
import { type Chosen, chosenEntries, chosenUrls } from '../run/choose.js';
import { type Opening, openConfig as open } from '../run/openConfig.js';
import { readEnvFile } from '../targets/config/envFile.js';
import type { Context } from './context.js';
import { type Destination, filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';

export interface TargetOptions {
  header: string[];
  bearerEnv?: string;
  secondBearerEnv?: string;
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
  maxRequests?: number;
  record?: string;
}

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
  const { header, credential, bearerEnv, secondBearerEnv } = options;
  const given = {
    headers: header,
    credentials: credential,
    bearerEnv: bearerEnv ?? null,
    secondBearerEnv: secondBearerEnv ?? null,
    env,
    asConfigured,
  };
  return chosenUrls(urls, given);
}

/** The process's environment, over that of `--env-file`, as `node --env-file` has it. */
export async function environment(
  { process }: Context,
  file: string | undefined,
): Promise<NodeJS.ProcessEnv> {
  return file === undefined ? process.env : { ...(await readEnvFile(file)), ...process.env };
}

/** A configuration as its client reads it; which one, and what was guessed of it, is said. @throws {UserError} */
export function openConfig(
  { writer, process }: Context,
  named: string | undefined,
  opening: Pick<Opening, 'env' | 'client' | 'orUrl'>,
): ReturnType<typeof open> {
  return open(named, { cwd: process.cwd(), ...opening, say: writer.err });
}

async function fromConfiguration(
  context: Context,
  options: TargetOptions,
  env: NodeJS.ProcessEnv,
): Promise<Chosen> {
  const { header, bearerEnv, secondBearerEnv } = options;
  const headers = {
    '--header': header[0],
    '--bearer-env': bearerEnv,
    '--second-bearer-env': secondBearerEnv,
  };
  const [foreign] = Object.entries(headers).find(([, given]) => given !== undefined) ?? [];
  if (foreign !== undefined) {
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
  return chosenEntries(file, { server: options.server ?? null, credentials: options.credential });
}
