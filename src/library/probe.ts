import { EXIT } from '../errors.js';
import type { Asked, Report } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import type { Chosen } from '../run/choose.js';
import { askedOfClients, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import type { Sending } from '../run/send.js';
import type { ClientsOptions, Probed, ProbeOptions, Running, Servers } from './options.js';
import { chosen, recorded } from './running.js';

const TIMEOUT_MS = 10_000;

/** The whole of it: see `probe` in `index.ts`. */
export async function probe(servers: Servers, options: ProbeOptions): Promise<Probed> {
  const { clients, depth = 'default', timeoutMs = TIMEOUT_MS, concurrency = MOST_AT_ONCE } = options;
  const [targets, rules] = await Promise.all([
    chosen(servers, options, { asConfigured: clients === true }),
    rulesFor(options.rules ?? null),
  ]);
  const wanted = clients === true ? ({ clients } as const) : clients === undefined ? {} : { client: clients };
  const { profiles, yours, named, client } = await chooseClients(wanted, targets.format);
  const asked: Asked = {
    depth,
    era: options.era ?? 'auto',
    ruleset: options.ruleset ?? 'recommended',
    failOn: options.failOn ?? 'error',
    timeoutMs,
    burst: options.burst ?? 0,
    clients: profiles.map(({ id }) => id),
    yours,
    client,
  };
  const sending = { concurrency, profiles, thorough: depth === 'thorough', named };
  return run(targets, asked, sending, rules, options);
}

/** Which clients connect, without the matrix: see `clients` in `index.ts`. */
export async function clients(servers: Servers, options: ClientsOptions): Promise<Probed> {
  const { client, thorough = false, timeoutMs = TIMEOUT_MS, failOn = 'error' } = options;
  const targets = await chosen(servers, options, { asConfigured: true });
  const replayed = await chooseClients(client === undefined ? { clients: true } : { client }, targets.format);
  const asked = askedOfClients(replayed, { timeout: timeoutMs, failOn });
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
    report: ended === 'budget' ? cutShort(report) : report,
    run: { schema: 1, configuration, recordings },
    ended,
  };
}

/** Nobody interrupted it: it could not be judged within its budget. */
function cutShort(report: Report): Report {
  return report.exitCode === EXIT.interrupted ? { ...report, exitCode: EXIT.notJudged } : report;
}
