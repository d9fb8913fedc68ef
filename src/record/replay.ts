import type { ClientProfile, Exchange, Flow, FlowPlan, Replay, StepPlan, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { endOfReplay, opensTwoStreams, replayPlan, replayStep, requestsOf } from '../plan/replay.js';
import { unrecordedMerging } from './assumed.js';
import { type Attempt, attemptsOf } from './attempts.js';
import { type Ending, nextMove, type Outcome, toldOf } from './client.js';
import { suspects } from './configured.js';
import { inTurn } from './inTurn.js';
import { isCut } from './keptAlive.js';
import { answerOf } from './reading.js';
import { Redactor } from './redact.js';
import { Runner } from './runner.js';
import { FAREWELL_MS, INTERRUPTED, LIMITED, ONE_SESSION, UNREACHABLE } from './stops.js';

export interface ReplayOptions {
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Also the clients that open two GET streams. */
  thorough: boolean;
  /** Never again without a configured header that gets in the way: the caller tries that itself. */
  asConfiguredOnly?: true;
  /** The last that was sent to this server was a DELETE. */
  afterDelete?: boolean;
  onStep?: (flow: FlowPlan, step: StepPlan) => void;
  redactor?: Redactor;
}

/** How long the first event of an old HTTP+SSE stream is waited for: it is sent at once. */
const ENDPOINT_MS = 2000;

/**
 * Sends what each client sends, one client after the other, until it has connected or given up. Never an OAuth
 * step; every session is ended. Never throws for what a server does.
 * @param target its `configured` headers go through each client's own merging
 */
export async function replayClients(
  target: Target,
  send: Send,
  profiles: readonly ClientProfile[],
  options: ReplayOptions,
): Promise<Replay[]> {
  const { onStep = () => {}, redactor = new Redactor(target) } = options;
  const runner = new Runner(target, send, { ...options, redactor, onStep });
  return replayAll(profiles, runner, { ...options, width: 1, stopped: null });
}

export interface ReplayLimits {
  /** Also the clients that open two GET streams. */
  thorough: boolean;
  asConfiguredOnly?: true;
  /** At most so many clients at once, on a server that is known to be stateless. */
  width: number;
  /** Why none is to be sent, or null. */
  stopped: string | null;
}

/** The same by a runner that has sent other flows before. Those that open two GET streams come last. */
export async function replayAll(
  profiles: readonly ClientProfile[],
  runner: Runner,
  limits: ReplayLimits,
): Promise<Replay[]> {
  const replayer = new Replayer(runner, limits);
  const inOrder = [
    ...profiles.filter((profile) => !opensTwoStreams(profile)),
    ...profiles.filter(opensTwoStreams),
  ];
  const byPlan = new Map(inOrder.map((profile) => [replayPlan(profile), profile]));
  const done = new Map<ClientProfile, Replay[]>();
  await inTurn([...byPlan.keys()], limits.width, async (plan) => {
    const profile = byPlan.get(plan);
    if (profile !== undefined) done.set(profile, await replayer.replay(profile, plan));
  });
  return inOrder.flatMap((profile) => done.get(profile) ?? []);
}

const WITHOUT_THOROUGH = 'it opens two GET streams, which some servers do not survive: only with --thorough';

/** What an outcome means for the clients after it; a server that answers nobody twice running is left alone. */
const STOPS: Partial<Record<Outcome, string>> = {
  limited: LIMITED,
  unreachable: UNREACHABLE,
  'one-session': ONE_SESSION,
  interrupted: INTERRUPTED,
};
const SILENT = 'the server left two clients before it without an answer';

class Replayer {
  /** Why nothing more is sent, or null. */
  #stopped: string | null;
  #silent = 0;
  readonly #flows: Flow[] = [];
  /** Two streams of different clients must not be open at once either. */
  #streams: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runner: Runner,
    private readonly limits: ReplayLimits,
  ) {
    this.#stopped = limits.stopped;
  }

  /** As it is configured, and without what may be in its way. */
  replay(profile: ClientProfile, plan: FlowPlan): Promise<Replay[]> {
    const { asConfiguredOnly = false } = this.limits;
    return attemptsOf(plan, asConfiguredOnly, (attempt, without) => this.#once(profile, attempt, without));
  }

  async #once(profile: ClientProfile, plan: FlowPlan, without: string[]): Promise<Attempt> {
    const flow: Flow = { id: plan.id, exchanges: [], ended: 'complete', reason: null };
    const reason = this.#stopped ?? this.#unwanted(profile) ?? (await this.#roomFor(profile));
    const replay: Replay = { profile: profile.id, plan, flow, notSent: reason, without };
    if (reason !== null) return { replay, ending: null, suspects: [] };
    this.#flows.push(flow);
    const answers: Exchange[] = [];
    const ending = await this.#converse(profile, plan, flow, { answers, without });
    this.#learn(ending);
    await this.#end(plan, flow);
    this.runner.pace.done(requestsOf(profile));
    const { outcome, at } = ending;
    const inTheWay = outcome === 'refused' && at !== null ? suspects(at, toldOf(profile, answers)) : [];
    return {
      replay: { ...replay, plan: this.#redacted(plan) },
      ending,
      suspects: inTheWay.map(({ name }) => name),
    };
  }

  /** Why there is no room below the server's limit; then there is none for the clients after it either. */
  async #roomFor(profile: ClientProfile): Promise<string | null> {
    const exchanges = [...this.runner.flows, ...this.#flows].flatMap((flow) => flow.exchanges);
    const { signal } = this.runner.options;
    const reason = await this.runner.pace.roomFor(requestsOf(profile), exchanges, signal);
    this.#stopped ??= reason;
    return this.#stopped;
  }

  #unwanted(profile: ClientProfile): string | null {
    if (this.runner.options.signal.aborted) return INTERRUPTED;
    const unknown = unrecordedMerging(profile, this.runner.target.configured);
    if (unknown !== null) return `what it does with a configured ${unknown} was not recorded`;
    return opensTwoStreams(profile) && !this.limits.thorough ? WITHOUT_THOROUGH : null;
  }

  /** One request after the other, each decided by the answers before it. */
  async #converse(
    profile: ClientProfile,
    plan: FlowPlan,
    flow: Flow,
    { answers, without }: { answers: Exchange[]; without: readonly string[] },
  ): Promise<Ending> {
    const { target } = this.runner;
    const configured = target.configured.filter(([name]) => !without.includes(name.toLowerCase()));
    for (;;) {
      const move = nextMove(profile, answers);
      if (move.kind === 'end') return ended(flow, move);
      const { step, keepsSession } = move;
      // On such a server a DELETE would make the next client's hello fail.
      if (step.name === 'delete' && this.runner.deleteUpsets) return CONNECTED;
      if (this.runner.options.signal.aborted)
        return ended(flow, { kind: 'end', outcome: 'interrupted', at: null });
      if (profile.modern.includes(step)) plan.era = 'modern';
      const planned = replayStep(step, profile, configured, keepsSession);
      plan.steps.push(planned);
      answers.push(await this.#send(plan, planned, flow, patienceOf(profile, step)));
    }
  }

  async #send(plan: FlowPlan, step: StepPlan, flow: Flow, patienceMs: number | null): Promise<Exchange> {
    const index = plan.steps.length - 1;
    const send = (): Promise<Exchange> => this.runner.step(plan, step, index, flow, patienceMs);
    if (step.method !== 'GET') return send();
    const answer = this.#streams.then(send);
    this.#streams = answer;
    return answer;
  }

  /** The sessions that the client left open, as many clients do. */
  async #end(plan: FlowPlan, flow: Flow): Promise<void> {
    const { runner } = this;
    const patience = runner.options.signal.aborted ? FAREWELL_MS : null;
    if (runner.deleteUpsets) return;
    const open = runner.openSessions().filter((id) => id === plan.id || id.startsWith(`${plan.id}#`));
    for (const id of open) {
      const step = endOfReplay(runner.target, id);
      plan.steps.push(step);
      await runner.step(plan, step, plan.steps.length - 1, flow, patience);
    }
  }

  #learn({ outcome, at }: Ending): void {
    this.#stopped ??= STOPS[outcome] ?? null;
    // Many servers do not answer a method that they do not know, and are well.
    const silent =
      outcome === 'no-answer' && at !== null && at.step.name !== 'discover' && !isCut(at.exchange);
    this.#silent = silent ? this.#silent + 1 : 0;
    if (this.#silent >= 2) this.#stopped ??= SILENT;
  }

  /** What was configured may be a secret: a plan that is kept must not hold it. */
  #redacted(plan: FlowPlan): FlowPlan {
    const { redactor } = this.runner.options;
    return { ...plan, steps: plan.steps.map((step) => ({ ...step, headers: redactor.lines(step.headers) })) };
  }
}

function patienceOf({ reactions }: ClientProfile, { name }: ClientProfile['legacy'][number]): number | null {
  if (name === 'fallback' || name === 'old-stream') return ENDPOINT_MS;
  return name === 'discover' ? reactions.discoverPatienceMs : null;
}

const CONNECTED: Ending = { kind: 'end', outcome: 'connected', at: null };

/** Says in the flow how it ended. */
function ended(flow: Flow, ending: Ending): Ending {
  const { outcome, at } = ending;
  if (outcome === 'connected' || outcome === 'connected-old') return ending;
  flow.ended = outcome === 'interrupted' ? 'interrupted' : 'stopped';
  if (at === null) return ending;
  const status = answerOf(at.exchange)?.status;
  flow.reason = `${at.step.name} was ${status === undefined ? 'not answered' : `answered ${status}`}`;
  return ending;
}
