import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Flow, FlowPlan, HeaderLine, StepPlan, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { hasCredentials } from '../targets/credentials.js';
import { headerOf, redactAnswer } from './answer.js';
import { isLimitedAt, isNginxPage } from './limiter.js';
import { filledLines, sentLines, urlOf } from './lines.js';
import { isBroken, isSuccess, stopReason } from './outcome.js';
import { Pace } from './pace.js';
import { answerOf, fillId, isObject, retryAfterMs } from './reading.js';
import type { Redactor } from './redact.js';
import { BOGUS_SESSION, Sessions } from './sessions.js';

/** A limit is waited out when the server asks for no more than this. */
const PATIENCE_MS = 5000;
/** And no more often than this in one run. */
const WAITS = 2;
/** After a refusal by nginx's `limit_req`. */
const NGINX_MS = 1000;
/** A GET after one that was not answered is waited for so long, and three times the slowest answer. */
const GET_AGAIN_MS = 250;

export interface RunnerOptions {
  /** Per exchange; may be lowered while the run is under way. */
  timeoutMs: number;
  redactor: Redactor;
  signal: AbortSignal;
  onStep: (flow: FlowPlan, step: StepPlan) => void;
  /** The last that was sent to this server, by another runner, was a DELETE. */
  afterDelete?: boolean;
}

/** Runs flows step by step, keeps their sessions and writes down what happened. */
export class Runner {
  readonly flows: Flow[] = [];
  /** Keeps the run below a limit that the server announces. */
  readonly pace = new Pace();
  /** Every POST that follows a DELETE fails once, and works when repeated. */
  deleteUpsets = false;
  readonly #sessions = new Sessions();
  readonly #began = performance.now();
  #seq = 0;
  #waits = 0;
  readonly #pending = new Set<{ overlapped: boolean }>();
  #deleteHarmless = false;
  /** The POST under way that shows what a DELETE does. */
  #witness: Promise<unknown> | null = null;
  /** A GET got no answer: many servers send no header before their first event. */
  #silentGet = false;
  #slowestMs = 0;
  #lastWasDelete: boolean;

  constructor(
    readonly target: Target,
    private readonly send: Send,
    readonly options: RunnerOptions,
  ) {
    this.#lastWasDelete = options.afterDelete === true;
  }

  /** Flows that hold a session which was not ended. */
  openSessions(): string[] {
    return this.#sessions.open();
  }

  /** Sends the steps of one flow in order. */
  async run(plan: FlowPlan): Promise<Flow> {
    const flow: Flow = { id: plan.id, exchanges: [], ended: 'complete', reason: null };
    this.flows.push(flow);
    for (const [index, step] of plan.steps.entries()) {
      if (this.options.signal.aborted && step.role !== 'cleanup') {
        flow.ended = 'interrupted';
        continue;
      }
      if (flow.ended === 'stopped' && step.role !== 'cleanup') continue;
      if (!this.#due(plan, step, flow)) continue;
      const last = await this.step(plan, step, index, flow);
      flow.reason = stopReason(plan, step, last) ?? flow.reason;
      if (flow.reason !== null) flow.ended = 'stopped';
    }
    return flow;
  }

  /** Sends the steps of one flow all at once: for a server that needs no order, and has shown so. */
  async runTogether(plan: FlowPlan): Promise<Flow> {
    const flow: Flow = { id: plan.id, exchanges: [], ended: 'complete', reason: null };
    this.flows.push(flow);
    if (this.options.signal.aborted) {
      flow.ended = 'interrupted';
      return flow;
    }
    await Promise.all(plan.steps.map((step, index) => this.step(plan, step, index, flow)));
    flow.exchanges.sort((a, b) => a.seq - b.seq);
    return flow;
  }

  #due(plan: FlowPlan, step: StepPlan, flow: Flow): boolean {
    if (this.deleteUpsets && step.role === 'cleanup') return false;
    switch (step.only) {
      case 'always':
        return true;
      case 'with-session':
        return this.#sessions.of(plan.id) !== null;
      case 'without-session':
        return this.#sessions.of(plan.id) === null;
      case 'session-ended':
        return flow.exchanges.some((exchange) => exchange.request.method === 'DELETE' && isSuccess(exchange));
    }
  }

  /**
   * One step: sent once; again after a 429 that named a short wait, or after a DELETE's aftermath. Called by
   * itself where each answer decides what comes next: the flow is then the caller's.
   * @param patienceMs less than the timeout, where the client waits no longer
   */
  async step(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null = null,
  ): Promise<Exchange> {
    while (this.#witness !== null) await this.#witness;
    if (step.method !== 'POST' || !this.#lastWasDelete || this.#deleteHarmless) {
      return this.#patiently(plan, step, index, flow, patienceMs);
    }
    const witness = this.#afterDelete(() => this.#patiently(plan, step, index, flow, patienceMs));
    this.#witness = witness.finally(() => {
      this.#witness = null;
    });
    return witness;
  }

  /** The first POST after a DELETE shows what that does to the server; it is sent with no other beside it. */
  async #afterDelete(send: () => Promise<Exchange>): Promise<Exchange> {
    this.#lastWasDelete = false;
    const exchange = await send();
    if (!isBroken(exchange)) {
      this.#deleteHarmless = true;
      return exchange;
    }
    const again = await send();
    this.deleteUpsets ||= !isBroken(again);
    return again;
  }

  /** Sends a step; again after a limiter's answer, if it says how long to wait, and that is not too long. */
  async #patiently(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null,
  ): Promise<Exchange> {
    const session = this.#sessions.for(plan, step);
    const send = (): Promise<Exchange> => this.#exchange(plan, step, index, flow, session, patienceMs);
    let exchange = await send();
    const delay = plan.cell === 'rate-limited' ? null : this.#waitFor(exchange);
    if (delay !== null) {
      this.#waits += 1;
      const { signal } = this.options;
      await wait(delay, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) exchange = await send();
    }
    if (step.name === 'delete') this.#sessions.over(plan, step);
    if (step.method === 'DELETE' && answerOf(exchange) !== null) this.#lastWasDelete = true;
    return exchange;
  }

  #waitFor(exchange: Exchange): number | null {
    const answer = answerOf(exchange);
    if (answer === null || !isLimitedAt(exchange) || this.#waits >= WAITS) return null;
    const said = headerOf(answer.headers, 'retry-after');
    // nginx says nothing: its limit fills up again within a second.
    const delay = said === null && isNginxPage(answer) ? NGINX_MS : retryAfterMs(said, Date.now());
    return delay !== null && delay <= Math.min(PATIENCE_MS, this.options.timeoutMs) ? delay : null;
  }

  /** How long an answer is waited for; after a GET that got none, another is not waited for so long. */
  #timeoutFor(step: StepPlan, patienceMs: number | null): number {
    const usual = Math.min(patienceMs ?? Number.POSITIVE_INFINITY, this.options.timeoutMs);
    return isStream(step) && this.#silentGet ? Math.min(usual, GET_AGAIN_MS + 3 * this.#slowestMs) : usual;
  }

  async #exchange(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    session: string | null,
    patienceMs: number | null,
  ): Promise<Exchange> {
    this.options.onStep(plan, step);
    this.#seq += 1;
    const seq = this.#seq;
    const startedMs = Math.round(performance.now() - this.#began);
    const mine = { overlapped: this.#pending.size > 0 };
    for (const other of this.#pending) other.overlapped = true;
    this.#pending.add(mine);
    const url = urlOf(step, this.target);
    const body = fillId(step.body, seq);
    const { sent, outcome } = await this.send({
      method: step.method,
      url,
      headers: this.#headers(plan, step, session),
      body: body === null ? null : JSON.stringify(body),
      read: step.read,
      answerTo: isObject(body) ? (body.id ?? null) : null,
      timeoutMs: this.#timeoutFor(step, patienceMs),
    });
    this.#pending.delete(mine);
    if (outcome.kind === 'answer') {
      this.#slowestMs = Math.max(this.#slowestMs, outcome.firstByteMs);
      this.#sessions.issued(plan, step, outcome, seq);
    } else if (isStream(step) && outcome.stage === 'headers') this.#silentGet = true;
    const { redactor } = this.options;
    const exchange: Exchange = {
      id: `x${seq}`,
      step: index,
      seq,
      startedMs,
      overlapped: mine.overlapped,
      request: {
        method: step.method,
        url: redactor.text(url),
        headers: redactor.lines(sent),
        body,
        session: session === null ? null : session === BOGUS_SESSION ? 'bogus' : redactor.session(session),
        credentials: step.credentials && hasCredentials(this.target),
      },
      outcome: outcome.kind === 'answer' ? redactAnswer(outcome, redactor) : outcome,
    };
    flow.exchanges.push(exchange);
    this.#sessions.negotiated(plan, step, exchange);
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

/** A GET on the endpoint itself. */
function isStream({ method, path }: StepPlan): boolean {
  return method === 'GET' && path === null;
}
