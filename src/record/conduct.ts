import type {
  Asked,
  ClientProfile,
  Era,
  Flow,
  FlowPlan,
  Recording,
  Replay,
  Shape,
  StepPlan,
  Target,
} from '../model.js';
import type { Send } from '../net/wire.js';
import { planMatrix, planRefused } from '../plan/around.js';
import {
  planBurst,
  planControl,
  planControlAgain,
  planControlConfirm,
  planDetect,
  planEnd,
  planLegacySse,
  planSecondHello,
  withoutCleanup,
} from '../plan/cells.js';
import { asDeclared } from '../plan/declared.js';
import { planThorough } from '../plan/thorough.js';
import { hasCredentials } from '../targets/credentials.js';
import { TOOL } from '../tool.js';
import { erasOf } from './eras.js';
import { type Hellos, hellosOf, isUnreachable } from './hellos.js';
import { inTurn } from './inTurn.js';
import { needUnmet } from './needs.js';
import { standing } from './outcome.js';
import { workedOf } from './reading.js';
import { Redactor, redactedTarget } from './redact.js';
import { replayAll } from './replay.js';
import { Runner, type RunnerOptions } from './runner.js';
import { FAREWELL_MS, GONE, INTERRUPTED, isLimited, LIMITED, ONE_SESSION, UNREACHABLE } from './stops.js';

export interface ConductOptions {
  asked: Asked;
  /** At most so many requests at once, where the server has shown that it can. */
  concurrency: number;
  signal: AbortSignal;
  onStep: (flow: FlowPlan, step: StepPlan) => void;
  /** The clients whose sequences are sent too, those of `asked.clients`; `thorough`: all of them. */
  clients?: { profiles: readonly ClientProfile[]; thorough: boolean };
}

/**
 * Sends the matrix to one target and writes down what came back: control first, cells, probes around
 * them, control again. Never throws for what a server does.
 */
export async function conduct(target: Target, send: Send, options: ConductOptions): Promise<Recording> {
  const conductor = new Conductor(target, send, options);
  await conductor.probe();
  return conductor.recording();
}

class Conductor {
  readonly #runner: Runner;
  readonly #plan: FlowPlan[] = [];
  readonly #notSent: Recording['notSent'] = [];
  /** Sent last of all, when it was asked for: nothing else can be told once the limit is reached. */
  readonly #bursts: FlowPlan[] = [];
  #replays: Replay[] = [];
  readonly #startedAt = new Date().toISOString();
  readonly #redactor: Redactor;
  readonly #limits: RunnerOptions;
  readonly #hello: Hellos;
  /** Why nothing more is sent, or null. */
  #stopped: string | null = null;
  #silenceChecked = false;
  #oneSession = false;
  /** How many flows may overlap in every era that works; null: none does. */
  #width: number | null = null;

  constructor(
    private readonly target: Target,
    send: Send,
    private readonly options: ConductOptions,
  ) {
    this.#redactor = new Redactor(target);
    const { asked, signal, onStep } = options;
    this.#limits = { timeoutMs: asked.timeoutMs, redactor: this.#redactor, signal, onStep };
    this.#runner = new Runner(target, send, this.#limits);
    this.#hello = hellosOf(this.#runner.flows);
  }

  async probe(): Promise<void> {
    const { era } = this.options.asked;
    const modern = era === 'legacy' ? false : await this.#detectModern();
    if (isUnreachable(this.#runner.flows)) return this.#replay(UNREACHABLE);
    if (era !== 'modern') await this.#probeEra('legacy', modern);
    if (modern) await this.#probeEra('modern', this.#hello.worked('legacy/both'));
    if (!modern && !this.#hello.worked('legacy/both')) await this.#lookForLegacySse();
    await this.#replay(this.#oneSession ? ONE_SESSION : this.#stopped);
    if (this.options.asked.burst > 0) await this.#runAll(this.#bursts, 1);
    await this.#farewell();
  }

  recording(): Recording {
    return {
      schema: 1,
      tool: TOOL,
      startedAt: this.#startedAt,
      target: redactedTarget(this.target, this.#redactor),
      asked: this.options.asked,
      plan: this.#plan,
      flows: this.#runner.flows,
      notSent: this.#notSent,
      replays: this.#replays,
      problem: null,
    };
  }

  /** The modern hello first, as a client that knows both eras sends it. */
  async #detectModern(): Promise<boolean> {
    const flow = await this.#run(planDetect());
    return erasOf([flow]).includes('modern');
  }

  async #probeEra(era: Era, dual: boolean): Promise<void> {
    const { asked } = this.options;
    // What one era did not survive, the other may; a limit or Ctrl-C counts for both.
    if (this.#stopped === GONE) this.#stopped = null;
    if (this.#stopped !== null) return;
    const overlap = await this.#control(era);
    const worked = this.#hello.worked(`${era}/both`);
    const shape = await this.#shapeOf(era, dual);
    this.#oneSession ||= shape.oneSession;
    if (!worked) {
      const status = this.#hello.status(`${era}/both`);
      return this.#runAll(planRefused(asked.depth, era, shape, status), 1);
    }
    const width = overlap ? Math.min(4, this.options.concurrency) : 1;
    this.#width = Math.min(this.#width ?? width, width);
    await this.#runAll(planMatrix(asked.depth, era, shape), width);
    if (asked.depth === 'thorough') await this.#runAll(planThorough(era, shape), 1);
    // Where nothing but the control was sent, only the DELETE of its session may have upset the server.
    const again = asked.depth !== 'control' || shape.stateful;
    if (again && (this.#stopped === null || this.#stopped === GONE)) {
      await this.#controlAgain(era, shape, width);
    }
    this.#bursts.push(planBurst(era, shape, asked.burst));
  }

  /** @returns whether two requests at once were both answered well */
  async #control(era: Era): Promise<boolean> {
    const plan = planControl(era);
    if (era === 'modern') {
      // The hello has been answered before, when the era was detected, and there is no session to wait for.
      const control = await this.#run(plan, { together: this.options.concurrency > 1 });
      return this.options.concurrency > 1 && standing(control).every(workedOf);
    }
    let beside: Promise<Flow> | null = null;
    await this.#run(plan, {
      beside: () => {
        const mayOverlap = this.options.concurrency > 1 && this.#runner.session(plan.id) === null;
        if (mayOverlap) beside = this.#run(planSecondHello(era));
      },
    });
    await beside;
    return this.#hello.worked(plan.id) && this.#hello.worked(`${era}/second-hello`);
  }

  /** A stateful server is asked for a second session before the first is ended: it may allow one in all. */
  async #shapeOf(era: Era, dual: boolean): Promise<Shape> {
    const stateful = this.#runner.session(`${era}/both`) !== null;
    const shape = { stateful, oneSession: false, dual, credentials: hasCredentials(this.target) };
    if (!stateful || !this.#hello.worked(`${era}/both`)) return shape;
    await this.#run(planSecondHello(era));
    if (this.#hello.worked(`${era}/second-hello`)) {
      await this.#run(planEnd(`${era}/both`));
      return shape;
    }
    return { ...shape, oneSession: this.#hello.status(`${era}/second-hello`) !== 429 };
  }

  async #controlAgain(era: Era, shape: Shape, width: number): Promise<void> {
    const plan = planControlAgain(era, shape);
    await this.#run(plan, { together: width > 1 });
    if (this.#hello.worked(plan.id) || this.options.signal.aborted) return;
    await this.#run(planControlConfirm(era, shape));
  }

  async #lookForLegacySse(): Promise<void> {
    const refused = [400, 404, 405].includes(this.#hello.status('legacy/both') ?? 0);
    if (refused && this.#stopped === null) await this.#run(planLegacySse());
  }

  /** What real clients send, where that was asked for. */
  async #replay(stopped: string | null): Promise<void> {
    const { clients, asked } = this.options;
    if (clients === undefined) return;
    const limits = { thorough: clients.thorough, width: this.#width ?? 1, stopped };
    const profiles = asDeclared(clients.profiles, this.target.transport, asked.yours);
    this.#replays = await replayAll(profiles, this.#runner, limits);
  }

  /** Runs flows in order, up to `width` at once. */
  async #runAll(plans: FlowPlan[], width: number): Promise<void> {
    await inTurn(plans, width, async (plan) => {
      const reason = this.#stopped ?? needUnmet(plan, this.#runner.flows);
      if (reason === null) return this.#runGuarded(plan);
      this.#plan.push(plan);
      this.#notSent.push({ flow: plan.id, reason });
    });
  }

  /** A flow, and what its answers mean for the ones after it. */
  async #runGuarded(plan: FlowPlan): Promise<void> {
    const flow = await this.#run(plan);
    if (plan.cell === 'rate-limited') return;
    if (isLimited(flow)) this.#stopped ??= LIMITED;
    const failed = standing(flow).some((exchange) => exchange.outcome.kind === 'failure');
    const setupFailed = flow.ended === 'stopped' && plan.kind !== 'control';
    if (setupFailed && this.#stopped === null) this.#stopped = GONE;
    else if (failed && !this.#silenceChecked && this.#stopped === null) await this.#checkAlive(plan.era);
  }

  /** After a first silence: does a correct request still get its answer? */
  async #checkAlive(era: Era): Promise<void> {
    this.#silenceChecked = true;
    const plan = { ...planSecondHello(era), id: `${era}/still-alive` };
    const flow = await this.#run(plan);
    if (flow.exchanges.length === 0 || !this.#hello.worked(plan.id)) this.#stopped ??= GONE;
  }

  async #run(plan: FlowPlan, how: { beside?: () => void; together?: boolean } = {}): Promise<Flow> {
    const kept = this.#runner.deleteUpsets ? withoutCleanup(plan) : plan;
    this.#plan.push(kept);
    const flow =
      how.together === true ? await this.#runner.runTogether(kept) : await this.#runner.run(kept, how.beside);
    if (this.options.signal.aborted) this.#stopped = INTERRUPTED;
    return flow;
  }

  /** Ends what is still open, except the one session of a server that allows no other. */
  async #farewell(): Promise<void> {
    if (this.#runner.deleteUpsets) return;
    if (this.options.signal.aborted) this.#limits.timeoutMs = Math.min(FAREWELL_MS, this.#limits.timeoutMs);
    const second = 'legacy/second-hello';
    const keep = this.#hello.sent(second) && !this.#hello.worked(second) ? 'legacy/both' : null;
    const open = this.#runner.openSessions().filter((id) => id !== keep);
    await Promise.all(open.map((id) => this.#run(planEnd(id))));
  }
}
