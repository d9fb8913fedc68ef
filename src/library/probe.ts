import type { Asked } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import type { Chosen } from '../run/choose.js';
import { askedOf, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import type { Sending } from '../run/send.js';
import type { ClientsOptions, Probed, ProbeOptions, Running, Servers } from './options.js';
import { chosen, recorded } from './running.js';

/** The whole of it: see `probe` in `index.ts`. */
export async function probe(servers: Servers, options: ProbeOptions): Promise<Probed> {
  const { clients, depth = 'default', concurrency = MOST_AT_ONCE } = options;
  const [targets, rules] = await Promise.all([
    chosen(servers, options, { asConfigured: clients === true }),
    rulesFor(options.rules ?? null),
  ]);
  const wanted = clients === true ? ({ clients } as const) : clients === undefined ? {} : { client: clients };
  const replayed = await chooseClients(wanted, targets.format);
  const { profiles, named } = replayed;
  const sending = { concurrency, profiles, thorough: depth === 'thorough', named };
  return run(targets, askedOf(replayed, options), sending, rules, options);
}

/** Which clients connect, without the matrix: see `clients` in `index.ts`. */
export async function clients(servers: Servers, options: ClientsOptions): Promise<Probed> {
  const { client, thorough = false, timeoutMs, failOn } = options;
  const targets = await chosen(servers, options, { asConfigured: true });
  const replayed = await chooseClients(client === undefined ? { clients: true } : { client }, targets.format);
  const asked = askedOf(replayed, { depth: 'control', timeoutMs, failOn });
  const { profiles, named } = replayed;
  return run(targets, asked, { concurrency: MOST_AT_ONCE, profiles, thorough, named }, [], options);
}

async function run(
  targets: Chosen,
  asked: Asked,
  sending: Pick<Sending, 'profiles' | 'thorough' | 'named' | 'concurrency'>,
  rules: Parameters<typeof reportOn>[1],
  running: Running,
): Promise<Probed> {
  const { recordings, ended } = await recorded(targets, asked, sending, running);
  const { configuration } = targets;
  const knowledge = await knowledgeFor(recordings, sending.profiles);
  const report = reportOn(recordings, rules, asked, configuration, knowledge);
  return {
    report,
    run: { schema: 1, configuration, recordings },
    ended,
  };
}
