import type { ClientProfile, ClientStep, Exchange, Flow, FlowPlan, Replay, StepPlan } from '../model.js';
import { framingWords, pinnedFraming } from '../plan/framing.js';
import { endOfReplay, oldHello, opensTwoStreams, replayStep, requestsOf } from '../plan/replay.js';
import { say } from '../say.js';
import { refusedBy, unrecordedMerging } from './assumed.js';
import { type Attempt, attemptsOf } from './attempts.js';
import { nextMove, toldOf } from './client.js';
import { suspects } from './configured.js';
import { isCut } from './keptAlive.js';
import type { Ending, Outcome } from './move.js';
import { OneOldStream } from './oneOldStream.js';
import { answerOf } from './reading.js';
import { followedBy } from './redirected.js';
import type { Runner } from './runner.js';
import { DOES_NOT_START, FAREWELL_MS, INTERRUPTED, LIMITED, ONE_SESSION, UNREACHABLE } from './stops.js';
import { StreamTurns } from './streamTurns.js';

export interface ReplayLimits {
  /** Also the clients that open two GET streams. */
  thorough: boolean;
  /** The profile that the user named, by id: naming it is asking for it, two streams or not. */
  named?: string | null;
  asConfiguredOnly?: true;
  /** None that opens with `server/discover`: a server is known that does not survive it. */
  legacyOnly?: boolean;
  /** At most so many clients at once, on a server that is known to be stateless. */
  width: number;
  /** Why none is to be sent, or null. */
  stopped: string | null;
}

/** What an outcome means for the clients after it; a server that answers nobody twice running is left alone. */
const STOPS: Partial<Record<Outcome, string>> = {
  limited: LIMITED,
  unreachable: UNREACHABLE,
  'one-session': ONE_SESSION,
  interrupted: INTERRUPTED,
};
/**
 * What servers that are well leave without an answer: a method that they do not know, and the GET, whose stream of
 * many (Java's SDK, FastAPI mounts) begins with its first event.
 */
const MAY_BE_SILENT: readonly ClientStep['name'][] = ['discover', 'get'];
const SILENT = say('two-silent-before');

/** The profile whose GET told what became of this client, or null. */
interface Shared {
  of: string | null;
}

/** Sends the sequences of clients to one server, and knows what the ones before have shown. */
export class Replayer {
  /** Why nothing more is sent, or null. */
  #stopped: string | null;
  #silent = 0;
  readonly #flows: Flow[] = [];
  readonly #streams = new StreamTurns();
  readonly #old: OneOldStream;

  constructor(
    private readonly runner: Runner,
    private readonly limits: ReplayLimits,
  ) {
    this.#stopped = limits.stopped;
    this.#old = new OneOldStream(runner);
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
    const refused = refusedBy(profile, this.runner.target.configured, without);
    if (refused.length > 0) {
      const ending: Ending = { kind: 'end', outcome: 'does-not-start', at: null };
      return { replay: { ...replay, notSent: DOES_NOT_START }, ending, suspects: refused };
    }
    this.#flows.push(flow);
    const answers: Exchange[] = [];
    const shared: Shared = { of: null };
    const ending = await this.#converse(profile, plan, flow, { answers, without, shared });
    this.#learn(ending);
    await this.#end(profile, plan, flow);
    this.runner.pace.done(requestsOf(profile));
    const { outcome, at } = ending;
    // Another attempt over the old transport would be another GET.
    const again = outcome === 'refused' && at !== null && at.step.name !== 'old-hello';
    const inTheWay = again ? suspects(at, toldOf(profile, answers)) : [];
    return {
      replay: {
        ...replay,
        plan: this.#redacted(plan),
        ...(shared.of === null ? {} : { oldStreamOf: shared.of }),
      },
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
    const [framing] = pinnedFraming(profile, this.runner.target.configured);
    if (framing !== undefined) return framingWords(framing);
    const unknown = unrecordedMerging(profile, this.runner.target.configured);
    if (unknown !== null) return say('merging-not-recorded', { header: unknown });
    const opensModern = profile.legacy.some(({ name }) => name === 'discover');
    if (opensModern && this.limits.legacyOnly === true) return say('opens-with-discover');
    const asked = this.limits.thorough || profile.id === this.limits.named;
    return opensTwoStreams(profile) && !asked ? say('two-streams') : null;
  }

  /** One request after the other, each decided by the answers before it. */
  async #converse(
    profile: ClientProfile,
    plan: FlowPlan,
    flow: Flow,
    { answers, without, shared }: { answers: Exchange[]; without: readonly string[]; shared: Shared },
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
      if (step.name === 'fallback' || step.name === 'old-stream') {
        const hello = oldHello(profile);
        const post = hello === null ? null : replayStep(hello, profile, configured, true);
        const old = await this.#sendOld(profile.id, plan, planned, post, flow);
        if (old.of !== profile.id) shared.of = old.of;
        answers.push(...old.answers);
      } else {
        plan.steps.push(planned);
        answers.push(await this.#send(profile, plan, planned, flow, patienceOf(profile, step)));
      }
    }
  }

  #sendOld(profile: string, plan: FlowPlan, get: StepPlan, post: StepPlan | null, flow: Flow) {
    return this.#streams.alone(() => this.#old.send(profile, plan, get, post, flow));
  }

  async #send(
    { reactions }: ClientProfile,
    plan: FlowPlan,
    step: StepPlan,
    flow: Flow,
    patienceMs: number | null,
  ): Promise<Exchange> {
    const index = plan.steps.length - 1;
    const follows = followedBy(reactions);
    const send = (): Promise<Exchange> => this.runner.step(plan, step, index, flow, patienceMs, { follows });
    return step.method === 'GET' ? this.#streams.get(send) : send();
  }

  /** The sessions that the client left open, as many clients do. */
  async #end({ reactions }: ClientProfile, plan: FlowPlan, flow: Flow): Promise<void> {
    const { runner } = this;
    const patience = runner.options.signal.aborted ? FAREWELL_MS : null;
    if (runner.deleteUpsets) return;
    const follows = followedBy(reactions);
    const open = runner.openSessions().filter((id) => id === plan.id || id.startsWith(`${plan.id}#`));
    for (const id of open) {
      const step = endOfReplay(runner.target, id);
      plan.steps.push(step);
      await runner.step(plan, step, plan.steps.length - 1, flow, patience, { follows });
    }
  }

  #learn({ outcome, at }: Ending): void {
    this.#stopped ??= STOPS[outcome] ?? null;
    const silent =
      outcome === 'no-answer' && at !== null && !MAY_BE_SILENT.includes(at.step.name) && !isCut(at.exchange);
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
