import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Flow, FlowPlan, HeaderLine, StepPlan, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { hasCredentials } from '../targets/credentials.js';
import { headerOf, redactAnswer } from './answer.js';
import { KeptAlive } from './keptAlive.js';
import { filledLines, sentLines, urlOf } from './lines.js';
import { isBroken, isSuccess, stopReason } from './outcome.js';
import { answerOf, fillId, isObject, negotiatedOf, retryAfterMs, workedOf } from './reading.js';
import type { Redactor } from './redact.js';

/** An ID that no server issued, of a shape that every server can read. */
const BOGUS_SESSION = 'mcp-accept-no-such-session';
/** A 429 is waited out when the server asks for no more than this. */
const PATIENCE_MS = 5000;
/** And no more often than this in one run. */
const WAITS = 2;

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
  /** Every POST that follows a DELETE fails once, and works when repeated. */
  deleteUpsets = false;
  readonly #sessions = new Map<string, string>();
  /** The last session that each flow ended. */
  readonly #ended = new Map<string, string>();
  readonly #negotiated = new Map<string, string>();
  readonly #began = performance.now();
  readonly #keptAlive = new KeptAlive();
  #seq = 0;
  #waits = 0;
  readonly #pending = new Set<{ overlapped: boolean }>();
  #deleteHarmless = false;
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
    return [...this.#sessions.keys()];
  }

  session(flowId: string): string | null {
    return this.#sessions.get(flowId) ?? null;
  }

  /**
   * Sends the steps of one flow in order.
   * @param beside started once, when the first step has worked
   */
  async run(plan: FlowPlan, beside: () => void = () => {}): Promise<Flow> {
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
      if (index === 0 && workedOf(last)) beside();
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
    switch (step.only) {
      case 'always':
        return true;
      case 'with-session':
        return this.#sessions.has(plan.id);
      case 'without-session':
        return !this.#sessions.has(plan.id);
      case 'no-stream-yet':
        return !flow.exchanges.some((exchange) => exchange.request.method === 'GET' && workedOf(exchange));
      case 'session-ended':
        return flow.exchanges.some((exchange) => exchange.request.method === 'DELETE' && isSuccess(exchange));
    }
  }

  /**
   * One step: sent once; again after a 429 that named a short wait, after a DELETE's aftermath, or where a
   * kept-alive connection was cut. Every sending is an exchange of the flow. Called by itself where each answer decides what comes next: the flow is then the caller's.
   * @param patienceMs less than the timeout, where the client waits no longer
   */
  async step(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    patienceMs: number | null = null,
  ): Promise<Exchange> {
    const session = this.#sessionFor(plan, step);
    const send = (): Promise<Exchange> =>
      this.#keptAlive.settle(plan, this.options.signal, (pool) =>
        this.#exchange(plan, step, index, flow, { session, patienceMs, pool }),
      );
    let exchange = await send();
    const delay = plan.cell === 'rate-limited' ? null : this.#waitFor(exchange);
    if (delay !== null) {
      this.#waits += 1;
      const { signal } = this.options;
      await wait(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return exchange;
      exchange = await send();
    }
    if (step.method === 'POST' && this.#lastWasDelete && !this.#deleteHarmless) {
      if (isBroken(exchange)) {
        const again = await send();
        this.deleteUpsets ||= !isBroken(again);
        exchange = again;
      } else this.#deleteHarmless = true;
    }
    // Whatever came of it: a session is ended once, not twice.
    if (step.name === 'delete') this.#sessions.delete(sessionOwner(plan, step));
    this.#lastWasDelete = step.method === 'DELETE' && answerOf(exchange) !== null;
    return exchange;
  }

  #waitFor(exchange: Exchange): number | null {
    const answer = answerOf(exchange);
    if (answer?.status !== 429 || this.#waits >= WAITS) return null;
    const delay = retryAfterMs(headerOf(answer.headers, 'retry-after'), Date.now());
    return delay !== null && delay <= Math.min(PATIENCE_MS, this.options.timeoutMs) ? delay : null;
  }

  async #exchange(
    plan: FlowPlan,
    step: StepPlan,
    index: number,
    flow: Flow,
    { session, patienceMs, pool }: { session: string | null; patienceMs: number | null; pool: string | null },
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
    const { sent, connection, outcome } = await this.send({
      method: step.method,
      url,
      headers: this.#headers(plan, step, session),
      body: body === null ? null : JSON.stringify(body),
      read: step.read,
      answerTo: isObject(body) ? (body.id ?? null) : null,
      timeoutMs: Math.min(patienceMs ?? Number.POSITIVE_INFINITY, this.options.timeoutMs),
      pool,
    });
    this.#pending.delete(mine);
    if (outcome.kind === 'answer') this.#learnSession(plan, step, outcome);
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
      outcome: outcome.kind === 'answer' ? redactAnswer(outcome, redactor) : outcome,
    };
    flow.exchanges.push(exchange);
    const version = step.name === 'initialize' ? negotiatedOf(exchange) : null;
    if (version !== null) this.#negotiated.set(plan.id, version);
    return exchange;
  }

  #learnSession(plan: FlowPlan, step: StepPlan, answer: { status: number; headers: HeaderLine[] }): void {
    const ok = answer.status >= 200 && answer.status < 300;
    const issued = headerOf(answer.headers, 'mcp-session-id') ?? '';
    if (!ok || step.name !== 'initialize' || issued === '') return;
    // A client that says hello twice leaves its first session open; it is kept, to be ended.
    const earlier = this.#sessions.get(plan.id);
    if (earlier !== undefined && earlier !== issued) this.#sessions.set(`${plan.id}#${this.#seq}`, earlier);
    this.#sessions.set(plan.id, issued);
  }

  #sessionFor(plan: FlowPlan, step: StepPlan): string | null {
    if (step.session === 'none') return null;
    if (step.session === 'bogus') return BOGUS_SESSION;
    const own = this.#sessions.get(sessionOwner(plan, step)) ?? null;
    // The ID of a session that was just ended is sent once more, on purpose.
    if (own !== null || step.only !== 'session-ended') return own;
    return this.#ended.get(plan.id) ?? null;
  }

  #headers(plan: FlowPlan, step: StepPlan, session: string | null): HeaderLine[] {
    if (step.name === 'delete' && session !== null) this.#ended.set(plan.id, session);
    const version = this.#negotiated.get(sessionOwner(plan, step)) ?? null;
    if (plan.kind === 'replay') return filledLines(step.headers, version, session);
    const usual = this.#negotiated.get('legacy/both') ?? null;
    return sentLines(step, this.target, version ?? usual, session);
  }
}

function sessionOwner(plan: FlowPlan, step: StepPlan): string {
  return typeof step.session === 'object' ? step.session.flow : plan.id;
}
