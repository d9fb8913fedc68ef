import type { Exchange, FlowPlan, HeaderLine, StepPlan } from '../model.js';
import { headerOf } from './answer.js';
import { negotiatedOf } from './reading.js';

/** An ID that no server issued, of a shape that every server can read. */
export const BOGUS_SESSION = 'mcp-accept-no-such-session';

/** The session IDs and versions of a run's flows, as the server gave them. */
export class Sessions {
  readonly #open = new Map<string, string>();
  /** The last session that each flow ended. */
  readonly #ended = new Map<string, string>();
  readonly #negotiated = new Map<string, string>();

  /** Flows that hold a session which was not ended. */
  open(): string[] {
    return [...this.#open.keys()];
  }

  of(flowId: string): string | null {
    return this.#open.get(flowId) ?? null;
  }

  /** The session that a step is sent in, or null. */
  for(plan: FlowPlan, step: StepPlan): string | null {
    if (step.session === 'none') return null;
    if (step.session === 'bogus') return BOGUS_SESSION;
    const own = this.of(ownerOf(plan, step));
    // The ID of a session that was just ended is sent once more, on purpose.
    if (own !== null || step.only !== 'session-ended') return own;
    return this.#ended.get(plan.id) ?? null;
  }

  /** The version that a step's conversation has negotiated; outside of any, the control's. */
  versionFor(plan: FlowPlan, step: StepPlan): string | null {
    const own = this.#negotiated.get(ownerOf(plan, step)) ?? null;
    return plan.kind === 'replay' ? own : (own ?? this.#negotiated.get('legacy/both') ?? null);
  }

  /** A DELETE goes out. */
  ending(plan: FlowPlan, session: string): void {
    this.#ended.set(plan.id, session);
  }

  /** A DELETE was sent: whatever came of it, a session is ended once, not twice. */
  over(plan: FlowPlan, step: StepPlan): void {
    this.#open.delete(ownerOf(plan, step));
  }

  /**
   * What an answer issues, as it came: the recorded one holds no session ID.
   * @param seq of the exchange, used once in the run
   */
  issued(
    plan: FlowPlan,
    step: StepPlan,
    answer: { status: number; headers: HeaderLine[] },
    seq: number,
  ): void {
    const ok = answer.status >= 200 && answer.status < 300;
    const issued = headerOf(answer.headers, 'mcp-session-id') ?? '';
    if (!ok || step.name !== 'initialize' || issued === '') return;
    // A client that says hello twice leaves its first session open; it is kept, to be ended.
    const earlier = this.#open.get(plan.id);
    if (earlier !== undefined && earlier !== issued) this.#open.set(`${plan.id}#${seq}`, earlier);
    this.#open.set(plan.id, issued);
  }

  negotiated(plan: FlowPlan, step: StepPlan, exchange: Exchange): void {
    const version = step.name === 'initialize' ? negotiatedOf(exchange) : null;
    if (version !== null) this.#negotiated.set(plan.id, version);
  }
}

function ownerOf(plan: FlowPlan, step: StepPlan): string {
  return typeof step.session === 'object' ? step.session.flow : plan.id;
}
