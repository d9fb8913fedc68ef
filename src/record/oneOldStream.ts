import type { Exchange, Flow, FlowPlan, Replay, StepPlan } from '../model.js';
import { namesEndpoint } from './match.js';
import { overOldTransport } from './oldTransport.js';
import { answerOf } from './reading.js';
import type { Runner } from './runner.js';

/** What a GET for the old HTTP+SSE transport got, and the profile that sent it. */
export interface OldStream {
  of: string;
  answers: Exchange[];
}

/**
 * The GET of the old transport, and the hello that its stream says where to send. One in all, once it named an
 * endpoint or got no answer: the process of some such servers ends at a second, so what one client got is told of
 * those after it.
 */
export class OneOldStream {
  #got: OldStream | null = null;

  constructor(private readonly runner: Runner) {}

  /** @param post the client's hello; null where it has none */
  async send(
    profile: string,
    plan: FlowPlan,
    get: StepPlan,
    post: StepPlan | null,
    flow: Flow,
  ): Promise<OldStream> {
    if (this.#got !== null) return this.#got;
    const mine = { of: profile, answers: await this.#open(plan, get, post, flow) };
    if (mine.answers.some(isTelling)) this.#got = mine;
    return mine;
  }

  #open(plan: FlowPlan, get: StepPlan, post: StepPlan | null, flow: Flow): Promise<Exchange[]> {
    const { runner } = this;
    const { timeoutMs, redactor } = runner.options;
    const at = plan.steps.push(get) - 1;
    return overOldTransport(
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
    );
  }
}

/** A client's GET has shown what the server is, or has got no answer. */
export function triedOldTransport({ plan, flow }: Replay): boolean {
  return flow.exchanges.some(
    (exchange) => plan.steps[exchange.step]?.read === 'first-event' && isTelling(exchange),
  );
}

function isTelling(exchange: Exchange): boolean {
  return answerOf(exchange) === null || namesEndpoint(exchange);
}
