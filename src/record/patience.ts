import type { Exchange, StepPlan } from '../model.js';
import { headerOf } from './answer.js';
import { isLimitedAt, isNginxPage } from './limiter.js';
import { answerOf, retryAfterMs } from './reading.js';

/** A limit is waited out when the server asks for no more than this. */
const LIMIT_MS = 5000;
/** And no more often than this in one run. */
const WAITS = 2;
/** After a refusal by nginx's `limit_req`, which says nothing and fills up again within a second. */
const NGINX_MS = 1000;
/** A GET after one that was not answered is waited for so long, and three times the slowest answer. */
const GET_AGAIN_MS = 250;

/** Behind a platform that starts a server when the first request comes, that request may be refused. */
const STARTING_MS = 300;

/** How long a run waits for what. */
export class Patience {
  #waits = 0;
  /** A GET got no answer: many servers send no header before their first event. */
  #silentGet = false;
  #slowestMs = 0;

  /**
   * How long a limiter's answer is waited out before the request is sent again.
   * @returns milliseconds; null: not at all
   */
  afterLimit(exchange: Exchange, timeoutMs: number): number | null {
    const answer = answerOf(exchange);
    if (answer === null || !isLimitedAt(exchange) || this.#waits >= WAITS) return null;
    const said = headerOf(answer.headers, 'retry-after');
    const delay = said === null && isNginxPage(answer) ? NGINX_MS : retryAfterMs(said, Date.now());
    if (delay === null || delay > Math.min(LIMIT_MS, timeoutMs)) return null;
    this.#waits += 1;
    return delay;
  }

  /**
   * The very first request of a run may meet a server, or what stands before it, that is only just starting.
   * @returns milliseconds until it is sent again; null: it is not
   */
  whenStarting(exchange: Exchange): number | null {
    const status = answerOf(exchange)?.status ?? 0;
    return exchange.seq === 1 && (status === 502 || status === 503) && !isLimitedAt(exchange)
      ? STARTING_MS
      : null;
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
}

/** A GET on the endpoint itself. */
function isStream({ method, path }: StepPlan): boolean {
  return method === 'GET' && path === null;
}
