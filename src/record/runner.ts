import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Flow, FlowPlan, HeaderLine, StepPlan, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { hasCredentials } from '../targets/credentials.js';
import { Aftermath } from './aftermath.js';
import { isDue } from './due.js';
import { KeptAlive } from './keptAlive.js';
import { keptAnswer } from './keptAnswer.js';
import { filledLines, sentLines, urlOf } from './lines.js';
import { ENDPOINT_MS } from './oldTransport.js';
import { stopReason } from './outcome.js';
import { Pace } from './pace.js';
import { Patience } from './patience.js';
import { answerOf, fillId, isObject } from './reading.js';
import type { Redactor } from './redact.js';
import { followed } from './redirected.js';
import type { How, Sending } from './sending.js';
import { BOGUS_SESSION, Sessions } from './sessions.js';

export interface RunnerOptions {
  /** Per exchange; may be lowered while the run is under way. */
  timeoutMs: number;
  redactor: Redactor;
  signal: AbortSignal;
  onStep: (flow: FlowPlan, step: StepPlan) => void;
  onExchange?: (flow: FlowPlan, exchange: Exchange) => void;
  /** The last that was sent to this server, by another runner, was a DELETE. */
  afterDelete?: boolean;
}

/** Runs flows step by step, keeps their sessions and writes down what happened. */
export class Runner {
  readonly flows: Flow[] = [];
  /** The server bears requests beside each other: then nobody waits for the end of a session. */
  overlaps = false;
  /** Keeps the run below a limit that the server announces. */
  readonly pace = new Pace();
  readonly #sessions = new Sessions();
  readonly #began = performance.now();
  readonly #keptAlive = new KeptAlive();
  #seq = 0;
  readonly #pending = new Set<{ overlapped: boolean }>();
  readonly #patience = new Patience();
  readonly #aftermath: Aftermath;
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(
    readonly target: Target,
    private readonly send: Send,
    readonly options: RunnerOptions,
  ) {
    this.#aftermath = new Aftermath(options.afterDelete === true);
  }

  /** Every POST that follows a DELETE fails once, and works when repeated. */
  get deleteUpsets(): boolean {
    return this.#aftermath.upsets;
  }

  /** Flows that hold a session which was not ended. */
  openSessions(): string[] {
    return this.#sessions.open();
  }

  /** Every session that was being ended has been. */
  async left(): Promise<void> {
    await Promise.all(this.#leaving);
  }

  /** Sends the steps of one flow in order. */
  async run(plan: FlowPlan): Promise<Flow> {
    const flow = this.#flowOf(plan);
    for (const [index, step] of plan.steps.entries()) {
      if (this.options.signal.aborted && step.role !== 'cleanup') {
        flow.ended = 'interrupted';
        continue;
      }
      if (flow.ended === 'stopped' && step.role !== 'cleanup') continue;
      if (this.deleteUpsets && step.role === 'cleanup') continue;
      if (!isDue(step, index, flow, this.#sessions.of(plan.id) !== null)) continue;
      if (needsSilence(plan, step)) await this.left();
      const sent = this.step(plan, step, index, flow);
      if (this.overlaps && this.#aftermath.harmless && step.role === 'cleanup') {
        const leaving = sent.finally(() => this.#leaving.delete(leaving));
        this.#leaving.add(leaving);
        continue;
      }
      const last = await sent;
      flow.reason = stopReason(plan, step, last) ?? flow.reason;
      if (flow.reason !== null) flow.ended = 'stopped';
    }
    return flow;
  }

  /** Sends the steps of one flow all at once: for a server that needs no order, and has shown so. */
  async runTogether(plan: FlowPlan): Promise<Flow> {
    const flow = this.#flowOf(plan);
    if (this.options.signal.aborted) {
      flow.ended = 'interrupted';
      return flow;
    }
    await Promise.all(plan.steps.map((step, index) => this.step(plan, step, index, flow)));
    flow.exchanges.sort((a, b) => a.seq - b.seq);
    return flow;
  }

  /** A flow that is run again goes on where it failed: of each step the later answer counts. */
  #flowOf({ id }: FlowPlan): Flow {
    const before = this.flows.find((flow) => flow.id === id);
    if (before !== undefined) return Object.assign(before, { ended: 'complete', reason: null });
    const flow: Flow = { id, exchanges: [], ended: 'complete', reason: null };
    this.flows.push(flow);
    return flow;
  }

  /**
   * One step: sent once; again after a limit that named a short wait, after a DELETE's aftermath, where a kept-alive
   * connection was cut, or where a failure may be that of a moment. Every sending is an exchange of the flow. Called by
   * itself where each answer decides what comes next: the flow is then the caller's.
   * @param patienceMs less than the timeout, where the client waits no longer
   */
  async step(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null = null,
    how: How = {},
  ): Promise<Exchange> {
    const exchange =
      how.once === true
        ? await this.#once(plan, step, index, flow, patienceMs)
        : await this.#aftermath.settle(step.method, (watched) =>
            this.#patiently(plan, step, index, flow, patienceMs, how, watched),
          );
    if (step.name === 'delete') this.#sessions.over(plan, step);
    if (step.method === 'DELETE' && answerOf(exchange) !== null) this.#aftermath.deleted();
    return exchange;
  }

  #once(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null,
  ): Promise<Exchange> {
    const session = this.#sessions.for(plan, step);
    return this.#exchange(plan, step, index, flow, { session, patienceMs, pool: plan.id });
  }

  /** Sends a step; again after a limiter's answer that says how long, or a failure that may pass. */
  async #patiently(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null,
    how: How,
    watched: boolean,
  ): Promise<Exchange> {
    const session = this.#sessions.for(plan, step);
    const send = (to: How): Promise<Exchange> =>
      this.#keptAlive.settle(plan, this.options.signal, (pool) =>
        this.#exchange(plan, step, index, flow, { session, patienceMs, pool, ...to }),
      );
    let exchange = await followed(send, how);
    const { signal, timeoutMs } = this.options;
    const delay = this.#patience.again(plan, exchange, { timeoutMs, watched });
    if (delay !== null) {
      await wait(delay, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) exchange = await followed(send, how);
    }
    return exchange;
  }

  async #exchange(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    { session, patienceMs, pool, url = urlOf(step, this.target), open }: How & Sending,
  ): Promise<Exchange> {
    this.options.onStep(plan, step);
    this.#seq += 1;
    const seq = this.#seq;
    const startedMs = Math.round(performance.now() - this.#began);
    const mine = { overlapped: this.#pending.size > 0 };
    for (const other of this.#pending) other.overlapped = true;
    this.#pending.add(mine);
    const body = fillId(step.body, seq);
    const usualMs = Math.min(patienceMs ?? Number.POSITIVE_INFINITY, this.options.timeoutMs);
    const { sent, connection, outcome } = await this.send({
      method: step.method,
      url,
      headers: this.#headers(plan, step, session),
      body: body === null ? null : JSON.stringify(body),
      read: step.read,
      answerTo: isObject(body) ? (body.id ?? null) : null,
      // Who listens to a stream closes it in time; this is for a stream that nobody closes.
      timeoutMs: open === undefined ? this.#patience.for(step, usualMs) : ENDPOINT_MS + 2 * usualMs,
      // A stream that stays open would hold up what goes out on the same connection.
      ...(open === undefined ? { pool } : { pool: null, open }),
    });
    this.#pending.delete(mine);
    if (outcome.kind === 'answer') this.#sessions.issued(plan, step, outcome, seq);
    const { redactor } = this.options;
    const exchange: Exchange = {
      id: `x${seq}`,
      step: index,
      seq,
      startedMs,
      overlapped: mine.overlapped,
      request: {
        method: step.method,
        url: redactor.url(url),
        headers: redactor.lines(sent),
        body,
        session: session === null ? null : session === BOGUS_SESSION ? 'bogus' : redactor.session(session),
        credentials: step.credentials && hasCredentials(this.target),
      },
      connection,
      outcome: outcome.kind === 'answer' ? keptAnswer(plan, outcome, redactor) : outcome,
    };
    flow.exchanges.push(exchange);
    this.options.onExchange?.(plan, exchange);
    this.#sessions.negotiated(plan, step, exchange);
    this.#patience.learn(step, exchange);
    return exchange;
  }

  #headers(plan: FlowPlan, step: StepPlan, session: string | null): HeaderLine[] {
    if (step.name === 'delete' && session !== null) this.#sessions.ending(plan, session);
    const version = this.#sessions.versionFor(plan, step);
    return plan.kind === 'replay'
      ? filledLines(step.headers, version, session)
      : sentLines(step, this.target, version, session);
  }
}

/** GET has upset what came beside it; and who counts requests must be alone. */
function needsSilence({ alone, kind }: FlowPlan, { name }: StepPlan): boolean {
  return name === 'get' || (alone && kind !== 'control-again' && kind !== 'detect');
}
