import { UserError } from '../errors.js';
import type { ClientProfile, FailOn } from '../model.js';
import { nearest } from '../nearest.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import { loadProfiles } from '../plan/loadProfiles.js';
import { replayBudget } from '../plan/replay.js';
import { REPORTED } from '../plan/reported.js';
import { renderProfiles } from '../report/profiles.js';
import { viewOf } from '../report/view.js';
import type { Chosen } from '../run/choose.js';
import { askedOf, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn } from '../run/judging.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import type { Context } from './context.js';
import { recordInTime } from './inTime.js';
import { openLive } from './live.js';
import { runBehind } from './places.js';
import { type Publishing, publish, saveRecordings } from './publish.js';
import { chooseTargets, type TargetOptions } from './targets.js';

export interface ClientsOptions extends TargetOptions, RouteOptions, Publishing {
  profile?: string;
  thorough?: true;
  timeout: number;
  failOn?: FailOn;
  record?: string;
  debug?: true;
}

/** `clients`: what was recorded of them; with a target, which of them connect to it. @returns the exit code */
export async function clients(
  context: Context,
  urls: readonly string[],
  options: ClientsOptions,
): Promise<number> {
  if (urls.length === 0 && !asksOfServers(options)) return list(context, options);
  const [word] = urls;
  if (word !== undefined && nearest(word, ['record']).length > 0) {
    throw new UserError('this is not a URL', {
      found: word,
      whatToDo: 'did you mean `mcp-accept clients record`?',
    });
  }
  const chosen = await chooseTargets(context, urls, options, { asConfigured: true });
  const { client, profile } = options;
  const one = { ...(client === undefined ? {} : { client }), ...(profile === undefined ? {} : { profile }) };
  const all = client === undefined && profile === undefined ? ({ clients: true } as const) : one;
  const chosenClients = await chooseClients(all, chosen.format);
  const { profiles, named } = chosenClients;
  if (profiles.length === 0) throw notRecorded(client ?? chosen.format?.title ?? '');
  const asked = askedOf(chosenClients, {
    depth: 'control',
    timeoutMs: options.timeout,
    failOn: options.failOn,
  });
  await announce(context, chosen, profiles);
  const live = await openLive(context, options);
  const sending = {
    concurrency: MOST_AT_ONCE,
    debug: options.debug ?? false,
    route: await routeFrom(options, context.process.env),
    profiles,
    thorough: options.thorough ?? false,
    named,
    live,
  };
  const recordings = await recordInTime(context, chosen, asked, sending, options);
  const knowledge = await knowledgeFor(recordings, profiles);
  const report = reportOn(recordings, [], asked, chosen.configuration, knowledge);
  const behind = await runBehind(recordings, asked.failOn, context.process.env);
  const code = await publish(context, 'clients', report, options, behind, live);
  if (options.record !== undefined) {
    await saveRecordings(context, options.record, recordings, chosen.configuration);
  }
  return code;
}

/** How many requests it may take, said before the first. */
async function announce({ writer }: Context, { entries }: Chosen, profiles: ClientProfile[]): Promise<void> {
  const most = entries.reduce(
    (sum, { target }) => sum + (target === null ? 0 : replayBudget(profiles, target.configured)),
    0,
  );
  const count = profiles.length === 1 ? '1 client' : `${profiles.length} clients`;
  await writer.err(
    `${count}: at most ${most} requests, each twice where it is redirected, and those of the control; no tool is called\n`,
  );
}

/** Something is said that only makes sense of servers: those of the nearest configuration. */
function asksOfServers({ config, server, header, bearerEnv, record }: ClientsOptions): boolean {
  const named = [config, server, bearerEnv, record].some((option) => option !== undefined);
  return named || header.length > 0;
}

async function list({ writer, process }: Context, { format, client }: ClientsOptions): Promise<number> {
  const all = await loadProfiles();
  const profiles = client === undefined ? all : await versionsOf(client, all);
  const text =
    format === 'json'
      ? `${JSON.stringify(profiles, null, 2)}\n`
      : renderProfiles(profiles, viewOf(process.stdout, process.env), client === undefined ? REPORTED : []);
  await writer.out(text);
  return 0;
}

/** @throws {UserError} for a client that is not known, or was not recorded */
async function versionsOf(client: string, all: ClientProfile[]): Promise<ClientProfile[]> {
  const { yours } = await chooseClients({ client }, null);
  const named = all.find(({ id }) => id === yours)?.client;
  if (named !== undefined) return all.filter((profile) => profile.client === named);
  throw notRecorded(client);
}

function notRecorded(client: string): UserError {
  return new UserError('this client was not recorded, so there is nothing to replay', {
    found: client,
    whatToDo: '`mcp-accept clients` lists those that were',
  });
}
