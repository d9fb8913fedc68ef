import type { ClientProfile, ClientStep, Exchange, Flow, FlowPlan, Replay, StepPlan } from '../model.js';
import { framingWords, pinnedFraming } from '../plan/framing.js';
import { endOfReplay, oldHello, opensTwoStreams, replayStep, requestsOf } from '../plan/replay.js';
import { refusedBy, unrecordedMerging } from './assumed.js';
import { type Attempt, attemptsOf } from './attempts.js';
import { nextMove, toldOf } from './client.js';
import { suspects } from './configured.js';
import { isCut } from './keptAlive.js';
import type { Ending, Outcome } from './move.js';
import { overOldTransport } from './oldTransport.js';
import { answerOf } from './reading.js';
import type { Runner } from './runner.js';
import { DOES_NOT_START, FAREWELL_MS, INTERRUPTED, LIMITED, ONE_SESSION, UNREACHABLE } from './stops.js';

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

const WITHOUT_THOROUGH =
  'it opens two GET streams, which some servers do not survive: only with --thorough, or where it is named with --client';

const WITHOUT_DISCOVER = 'it opens with server/discover, which is not sent with --era legacy';

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
const SILENT = 'the server left two clients before it without an answer';

/** Sends the sequences of clients to one server, and knows what the ones before have shown. */
export class Replayer {
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
    const refused = refusedBy(profile, this.runner.target.configured, without);
    if (refused.length > 0) {
      const ending: Ending = { kind: 'end', outcome: 'does-not-start', at: null };
      return { replay: { ...replay, notSent: DOES_NOT_START }, ending, suspects: refused };
    }
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
    const [framing] = pinnedFraming(profile, this.runner.target.configured);
    if (framing !== undefined) return framingWords(framing);
    const unknown = unrecordedMerging(profile, this.runner.target.configured);
    if (unknown !== null) return `what it does with a configured ${unknown} was not recorded`;
    const opensModern = profile.legacy.some(({ name }) => name === 'discover');
    if (opensModern && this.limits.legacyOnly === true) return WITHOUT_DISCOVER;
    const asked = this.limits.thorough || profile.id === this.limits.named;
    return opensTwoStreams(profile) && !asked ? WITHOUT_THOROUGH : null;
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
      if (step.name === 'fallback' || step.name === 'old-stream') {
        const hello = oldHello(profile);
        const post = hello === null ? null : replayStep(hello, profile, configured, true);
        answers.push(...(await this.#sendOld(plan, planned, post, flow)));
      } else answers.push(await this.#send(plan, planned, flow, patienceOf(profile, step)));
    }
  }

  /** The GET of the old transport, and the hello that its stream says where to send. */
  #sendOld(plan: FlowPlan, get: StepPlan, post: StepPlan | null, flow: Flow): Promise<Exchange[]> {
    const { runner } = this;
    const { timeoutMs, redactor } = runner.options;
    const at = plan.steps.length - 1;
    const answers = this.#streams.then(() =>
      overOldTransport(
        runner.target.url,
        timeoutMs,
        (open) => runner.step(plan, get, at, flow, null, { open }),
        post === null
          ? null
          : (url) => {
              // The session is in that URL: its parts are masked from here on.
              for (const value of new URL(url).searchParams.values()) redactor.session(value);
              plan.steps.push(post);
              return runner.step(plan, post, at + 1, flow, null, { url });
            },
      ),
    );
    this.#streams = answers;
    return answers;
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
