import type { Asked, Exchange, FailOn, Recording, RulesetId } from '../model.js';
import { requestOf } from '../record/reading.js';
import { forTerminal } from '../report/escape.js';
import { PATIENCE_SECONDS } from '../report/recorder.js';
import { renderTapInvitation, renderTapped, renderTappedEnd } from '../report/tapped.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import { isLoopback } from '../targets/address.js';
import { loadFormats } from '../targets/config/formats.js';
import { targetFromUrl } from '../targets/fromUrl.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import { TOOL } from '../tool.js';
import { type AcceptingOptions, acceptedBy } from './accepting/acceptedBy.js';
import type { Context } from './context.js';
import { openLive } from './live.js';
import { runBehind } from './places.js';
import { type Publishing, publish, saveRecordings } from './publish.js';
import { portTaken } from './serve.js';
import { untilTheEnd } from './untilTheEnd.js';
import { unwritable } from './unwritable.js';

export interface TapOptions extends Publishing, AcceptingOptions, RouteOptions {
  port: number;
  listen: string;
  /** In milliseconds; absent: only Ctrl-C ends it. */
  untilIdle?: number;
  record?: string;
  learn?: string;
  client?: string;
  clientVersion?: string;
  ruleset?: RulesetId;
  failOn?: FailOn;
}

/**
 * `tap`: listens between a client and its server until Ctrl-C, then judges both. What passes is told on stderr, a line
 * for each exchange. @returns the exit code
 * @throws {UserError} where the port cannot be had, or a file not be written
 */
export async function tap(context: Context, url: string, options: TapOptions): Promise<number> {
  const rules = await rulesFor(null);
  const accepted = await acceptedBy(options, async () => rules);
  const live = await openLive(context, options);
  const recording = await listen(context, url, options, (exchange, name) =>
    live?.exchange(name, 'traffic', exchange),
  );
  if (options.record !== undefined) await saveRecordings(context, options.record, [recording], null);
  const { asked } = recording;
  const report = reportOn([recording], rules, asked, null, await knowledgeFor([recording]));
  const behind = await runBehind([recording], asked.failOn, context.process.env);
  const code = await publish(context, 'probe', accepted(report, asked.failOn), options, behind, live);
  if (options.learn === undefined) return code;
  await learn(context, recording, options.learn, options);
  return code;
}

/** Everything that passes until the end. */
async function listen(
  { writer, process }: Context,
  url: string,
  options: TapOptions,
  onExchange: (exchange: Exchange, target: string) => void,
): Promise<Recording> {
  const { listenBetween } = await import('./listeners.js');
  const target = targetFromUrl(url, { headers: [], bearerEnv: null, credentials: [], env: process.env });
  const say = (line: string): void => {
    if (options.quiet !== true) void writer.err(`${line}\n`);
  };
  const end = untilTheEnd(process, options.untilIdle ?? 0, PATIENCE_SECONDS * 1000);
  const opened = await listenBetween(target, {
    address: options.listen,
    port: options.port,
    asked: askedOf(options),
    route: await routeFrom(options, process.env),
    onHead: (exchange) => say(renderTapped(exchange)),
    onExchange(exchange) {
      onExchange(exchange, target.name);
      const broken = renderTappedEnd(exchange);
      if (broken !== null) say(broken);
      end.heard(requestOf(exchange).method === 'tools/list');
    },
    onRefused: (why) => say(`not let through: ${forTerminal(why, 200)}`),
  }).catch((error: unknown) => {
    throw portTaken(options.port, error);
  });
  if (!isLoopback(new URL(opened.url).hostname)) {
    await writer.err(
      `warning: listening on ${options.listen}, not on loopback: whoever reaches this machine reaches the server, with the credentials that they send\n`,
    );
  }
  const until = options.untilIdle === undefined ? 'Ctrl-C ends it.' : 'Silence or Ctrl-C ends it.';
  await writer.err(renderTapInvitation(opened.url, target.shownUrl, until));
  end.begin();
  await end.reached;
  return opened.end();
}

function askedOf({ ruleset, failOn }: TapOptions): Asked {
  return {
    depth: 'control',
    era: 'auto',
    ruleset: ruleset ?? 'recommended',
    failOn: failOn ?? 'error',
    timeoutMs: 0,
    burst: 0,
    clients: [],
    yours: null,
    client: null,
  };
}

/** Writes what was learnt of the client. @throws {UserError} where it said no hello, or the file cannot be written */
async function learn(
  { writer }: Context,
  recording: Recording,
  path: string,
  { client, clientVersion }: Pick<TapOptions, 'client' | 'clientVersion'>,
): Promise<void> {
  const { learnedFrom, profileOf } = await import('./listeners.js');
  const { profile, notes } = profileOf(learnedFrom(recording, client ?? null), {
    client: client ?? null,
    version: clientVersion ?? null,
    title: null,
    formats: await loadFormats(),
    date: recording.startedAt.slice(0, 10),
    by: `${TOOL.name} ${TOOL.version}`,
  });
  for (const note of notes) await writer.err(`note: ${forTerminal(note)}\n`);
  await writer.toFile(path, `${JSON.stringify(profile, null, 2)}\n`).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  await writer.err(`the profile ${forTerminal(profile.id)} is in ${path}\n`);
}
