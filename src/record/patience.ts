import type { Exchange, FlowPlan, StepPlan } from '../model.js';
import { headerOf } from './answer.js';
import { isLimitedAt, isNginxPage } from './limiter.js';
import { isOfGateway } from './outcome.js';
import { answerOf, retryAfterMs } from './reading.js';

/** A limit is waited out when the server asks for no more than this. */
const LIMIT_MS = 5000;
/** And no more often than this in one run. */
const WAITS = 2;
/** After a refusal by nginx's `limit_req`, which says nothing and fills up again within a second. */
const NGINX_MS = 1000;
/** A GET after one that was not answered is waited for so long, and three times the slowest answer. */
const GET_AGAIN_MS = 250;

/** So long after a failure the same request is sent again. */
const MOMENT_MS = 300;
/** And no more often than this in one run: what fails so often does not pass. */
const MOMENTS = 3;

/** How long a run waits for what. */
export class Patience {
  #waits = 0;
  #moments = 0;
  /** A GET got no answer: many servers send no header before their first event. */
  #silentGet = false;
  #slowestMs = 0;

  /**
   * Whether a request is sent again, and when.
   * @param watched the one who waits for it sends it again by itself where it fails
   * @returns milliseconds; null: it is not
   */
  again(
    plan: FlowPlan,
    exchange: Exchange,
    { timeoutMs, watched }: { timeoutMs: number; watched: boolean },
  ): number | null {
    if (plan.cell === 'rate-limited') return null;
    return this.#afterLimit(exchange, timeoutMs) ?? (watched ? null : this.#afterFailure(plan, exchange));
  }

  /** How long an answer to a step is waited for; after a GET that got none, another is not waited for so long. */
  for(step: StepPlan, usualMs: number): number {
    if (!isStream(step) || !this.#silentGet) return usualMs;
    return Math.min(usualMs, GET_AGAIN_MS + 3 * this.#slowestMs);
  }

  learn(step: StepPlan, { outcome }: Exchange): void {
    if (outcome.kind === 'answer') this.#slowestMs = Math.max(this.#slowestMs, outcome.firstByteMs);
    else if (isStream(step) && outcome.stage === 'headers') this.#silentGet = true;
  }

  /**
   * How long a limiter's answer is waited out before the request is sent again.
   * @returns milliseconds; null: not at all
   */
  #afterLimit(exchange: Exchange, timeoutMs: number): number | null {
    const answer = answerOf(exchange);
    if (answer === null || !isLimitedAt(exchange) || this.#waits >= WAITS) return null;
    const said = headerOf(answer.headers, 'retry-after');
    const delay = said === null && isNginxPage(answer) ? NGINX_MS : retryAfterMs(said, Date.now());
    if (delay === null || delay > Math.min(LIMIT_MS, timeoutMs)) return null;
    this.#waits += 1;
    return delay;
  }

  /**
   * A failure may be that of a moment, and nothing is to be concluded from it: a gateway's, anywhere but on a client's
   * stream; the server's own, where the verdict on all clients rests on the answer.
   * @returns milliseconds until the request is sent again; null: it is not
   */
  #afterFailure(plan: FlowPlan, exchange: Exchange): number | null {
    const ownOfControl = plan.kind === 'control' && (answerOf(exchange)?.status ?? 0) >= 500;
    const streamOfClient = plan.kind === 'replay' && exchange.request.method === 'GET';
    const passes = ownOfControl || (isOfGateway(exchange) && !streamOfClient);
    if (!passes || isLimitedAt(exchange) || this.#moments >= MOMENTS) return null;
    this.#moments += 1;
    return MOMENT_MS;
  }
}

/** A GET on the endpoint itself. */
function isStream({ method, path }: StepPlan): boolean {
  return method === 'GET' && path === null;
}
