import { MADE_BY } from '../madeBy.js';
import type {
  Asked,
  ClientProfile,
  Era,
  Exchange,
  Flow,
  FlowPlan,
  Known,
  RecordedRoute,
  Recording,
  Repeats,
  Replay,
  StepPlan,
  Target,
} from '../model.js';
import type { Send } from '../net/wire.js';
import { requestsOf } from '../plan/budget.js';
import { planStillAlive } from '../plan/cells.js';
import { asDeclared } from '../plan/declared.js';
import { CLIENTS, STAGES, type Stage, shapeOf } from '../plan/stages.js';
import { hasCredentials } from '../targets/credentials.js';
import { RECORDED_STRAIGHT } from '../targets/straight.js';
import { farewell } from './farewell.js';
import { inTurn } from './inTurn.js';
import { knownOf, passes } from './known.js';
import { isLimited } from './limiter.js';
import { needUnmet } from './needs.js';
import { NOTHING_BESIDES } from './nothingBesides.js';
import { triedOldTransport } from './oneOldStream.js';
import { standing } from './outcome.js';
import { workedOf } from './reading.js';
import { Redactor, redactedTarget } from './redact.js';
import { Repeater, type Repeating } from './repeater.js';
import { replayAll } from './replay.js';
import { Runner, type RunnerOptions } from './runner.js';
import {
  GONE,
  INTERRUPTED,
  isUnreachable,
  LIMITED,
  ONE_GET,
  ONE_SESSION,
  PACED,
  UNREACHABLE,
} from './stops.js';
import { overlapOf } from './width.js';

export interface ConductOptions {
  asked: Asked;
  /** At most so many requests at once, where the server has shown that it can. */
  concurrency: number;
  signal: AbortSignal;
  onStep: (flow: FlowPlan, step: StepPlan) => void;
  /** How the connections are made; absent: as a matter of course. */
  route?: RecordedRoute;
  /** An exchange is over. */
  onExchange?: (flow: FlowPlan, exchange: Exchange) => void;
  /** Whole handshakes that are sent before all else. */
  repeat?: Repeating | null;
  /** The clients whose sequences are sent too, those of `asked.clients`; `thorough`: all of them. */
  clients?: { profiles: readonly ClientProfile[]; thorough: boolean; named?: string | null };
}

/**
 * Walks the stages of a run on one target and writes down what came back. Never throws for what a server does.
 */
export async function conduct(target: Target, send: Send, options: ConductOptions): Promise<Recording> {
  const conductor = new Conductor(target, send, options);
  await conductor.probe();
  return conductor.recording();
}

/** A correct request is tried so often in one run after something failed. */
const CHECKS = 3;

class Conductor {
  readonly #runner: Runner;
  readonly #plan: FlowPlan[] = [];
  readonly #notSent: Recording['notSent'] = [];
  #replays: Replay[] = [];
  #repeats: Repeats | null = null;
  readonly #startedAt = new Date().toISOString();
  readonly #redactor: Redactor;
  readonly #limits: RunnerOptions;
  /** Why nothing more is sent, or null. */
  #stopped: string | null = null;
  /** How often it was asked whether the server still answers, and the question under way. */
  #checks = 0;
  #check: Promise<void> | null = null;
  #silenceChecked = false;

  constructor(
    private readonly target: Target,
    send: Send,
    private readonly options: ConductOptions,
  ) {
    this.#redactor = new Redactor(target);
    const { asked, signal, onStep, onExchange = () => {} } = options;
    this.#limits = { timeoutMs: asked.timeoutMs, redactor: this.#redactor, signal, onStep, onExchange };
    this.#runner = new Runner(target, send, this.#limits);
  }

  async probe(): Promise<void> {
    await this.#repeat();
    for (const stage of STAGES) {
      if (stage.name === CLIENTS) await this.#replay();
      else await this.#runStage(stage);
    }
    await farewell(this.#runner, this.#limits, (plan) => this.#run(plan));
  }

  recording(): Recording {
    return {
      schema: 1,
      tool: MADE_BY,
      startedAt: this.#startedAt,
      target: redactedTarget(this.target, this.#redactor),
      asked: this.options.asked,
      plan: this.#plan,
      flows: this.#runner.flows,
      notSent: this.#notSent,
      replays: this.#replays,
      repeats: this.#repeats,
      route: this.options.route ?? RECORDED_STRAIGHT,
      ...NOTHING_BESIDES,
    };
  }

  /** Before all else: what a server does to its first clients shows only while nobody was there before. */
  async #repeat(): Promise<void> {
    const { repeat = null, asked } = this.options;
    if (repeat === null) return;
    this.#repeats = await new Repeater(this.#runner, repeat).repeat(asked.era);
    const { stopped } = this.#repeats;
    if (stopped === INTERRUPTED || stopped === LIMITED) this.#stopped = stopped;
  }

  async #runStage(stage: Stage): Promise<void> {
    const known = this.#known();
    const bears = this.#width(known);
    this.#runner.overlaps = bears > 1;
    await inTurn(stage.flows(known), stage.going === 'in-turn' ? 1 : bears, async (plan) => {
      const reason = await this.#reasonAgainst(plan, stage);
      if (reason === null) {
        await this.#runGuarded(plan, stage);
        if (plan.cell !== 'rate-limited') this.#runner.pace.done(requestsOf(plan));
      } else if (!this.#runner.flows.some(({ id }) => id === plan.id)) {
        this.#plan.push(plan);
        this.#notSent.push({ flow: plan.id, reason });
      }
    });
  }

  /** Why a flow is not sent, or null. */
  async #reasonAgainst(plan: FlowPlan, { checks }: Stage): Promise<string | null> {
    if (this.#stopped !== null && !(checks && this.#stopped === GONE)) return this.#stopped;
    if (plan.id === 'legacy/http-sse' && this.#replays.some(triedOldTransport)) return ONE_GET;
    const unmet = needUnmet(plan, this.#runner.flows);
    // Who asks for a burst means to reach the limit.
    if (unmet !== null || plan.cell === 'rate-limited') return unmet;
    const sent = this.#runner.flows.flatMap((flow) => flow.exchanges);
    this.#stopped ??= await this.#runner.pace.roomFor(requestsOf(plan), sent, this.options.signal);
    return checks && this.#stopped === GONE ? null : this.#stopped;
  }

  /** A flow, and what its answers mean for the ones after it. */
  async #runGuarded(plan: FlowPlan, { going, checks }: Stage): Promise<void> {
    const together = going === 'together' && this.options.concurrency > 1;
    const flow = await this.#run(plan, together);
    if (isUnreachable(this.#runner.flows)) this.#stopped ??= UNREACHABLE;
    if (plan.cell === 'rate-limited') return;
    if (isLimited(flow)) this.#stopped ??= LIMITED;
    if (checks) return this.#learnSurvival(plan);
    if (plan.kind === 'control' || plan.kind === 'detect') return;
    const failed = standing(flow).some((exchange) => exchange.outcome.kind === 'failure');
    if (flow.ended !== 'stopped' && (!failed || this.#silenceChecked)) return;
    this.#silenceChecked ||= failed;
    await this.#checkAlive(plan.era);
  }

  /** A check that failed: what comes after it would be asked of a server that is not there. */
  #learnSurvival(plan: FlowPlan): void {
    const { flows } = this.#runner;
    const check = flows.find(({ id }) => id === plan.id);
    const passed = check !== undefined && passes(check, flows);
    if (passed && this.#stopped === GONE) this.#stopped = null;
    if (!passed) this.#stopped ??= GONE;
  }

  /** After a failure: does a correct request still get its answer? Those that fail meanwhile wait for the same. */
  async #checkAlive(era: Era): Promise<void> {
    if (this.#check !== null) return this.#check;
    if (this.#stopped !== null) return;
    this.#checks += 1;
    if (this.#checks > CHECKS) this.#stopped = GONE;
    else this.#check = this.#askAgain(era).finally(() => (this.#check = null));
    await this.#check;
  }

  async #askAgain(era: Era): Promise<void> {
    const name = this.#checks === 1 ? 'still-alive' : `still-alive-${this.#checks}`;
    const flow = await this.#run(planStillAlive(era, shapeOf(this.#known(), era), name));
    const [first] = flow.exchanges;
    if (isLimited(flow)) this.#stopped ??= LIMITED;
    else if (first === undefined || !workedOf(first)) this.#stopped ??= GONE;
  }

  #known(): Known {
    return knownOf(this.#runner.flows, this.options.asked, hasCredentials(this.target));
  }

  #width(known: Known): number {
    const bears = this.#runner.deleteUpsets ? 1 : overlapOf(known);
    return Math.min(bears, this.options.concurrency);
  }

  /** What real clients send, where that was asked for. */
  async #replay(): Promise<void> {
    const { clients, asked } = this.options;
    if (clients === undefined) return;
    const known = this.#known();
    const oneSession = shapeOf(known, 'legacy').oneSession ? ONE_SESSION : null;
    // The replays keep below the limit by themselves.
    const stopped = oneSession ?? (this.#stopped === PACED ? null : this.#stopped);
    const profiles = asDeclared(clients.profiles, this.target.transport, asked.yours);
    const legacyOnly = asked.era === 'legacy';
    const limits = { ...clients, legacyOnly, width: this.#width(known), stopped };
    this.#replays = await replayAll(profiles, this.#runner, limits);
  }

  async #run(plan: FlowPlan, together = false): Promise<Flow> {
    if (!this.#plan.some(({ id }) => id === plan.id)) this.#plan.push(plan);
    const flow = together ? await this.#runner.runTogether(plan) : await this.#runner.run(plan);
    // An answer that came after Ctrl-C is recorded, and is no more than a part of the picture.
    if (this.options.signal.aborted) {
      flow.ended = 'interrupted';
      this.#stopped = INTERRUPTED;
    }
    return flow;
  }
}
