import type { Exchange, FlowPlan, StepPlan } from '../model.js';
import type { Send } from '../net/wire.js';
import { flow } from '../plan/cells.js';
import { end, get, hello } from '../plan/requests.js';
import { buildTarget } from '../targets/build.js';
import { headerOf } from './answer.js';
import { namesEndpoint } from './match.js';
import { answerOf, messageOf } from './reading.js';
import { Redactor } from './redact.js';
import { Runner } from './runner.js';

export interface AskOptions {
  send: Send;
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  onStep: (plan: FlowPlan, step: StepPlan) => void;
}

/** What a server says of a path that it does not serve. */
export const WRONG_PATH = [404, 405];

/**
 * Asks who answers at another address than the target's: one hello, without any configured header, and the session
 * that it opens is ended. @param old by the GET of the old HTTP+SSE transport
 */
export async function strangeHello(
  url: URL,
  old: boolean,
  { send, timeoutMs, signal, onStep }: AskOptions,
): Promise<Exchange[]> {
  const target = buildTarget({
    name: url.pathname,
    url,
    transport: old ? 'sse' : 'http',
    headers: [],
    configured: [],
    source: null,
    credentials: [],
    secrets: [],
  });
  const runner = new Runner(target, send, { timeoutMs, signal, onStep, redactor: new Redactor(target) });
  const steps = old ? [get('text/event-stream')] : [hello('legacy'), end()];
  const { exchanges } = await runner.run(flow('legacy', `path${url.pathname}`, steps, { alone: true }));
  return exchanges;
}

/** A JSON-RPC answer, an endpoint, or a server that wants to know who asks. */
export function answersAsMcp(exchange: Exchange, old: boolean): boolean {
  const answer = answerOf(exchange);
  if (answer === null || WRONG_PATH.includes(answer.status)) return false;
  if (answer.status === 401) return headerOf(answer.headers, 'www-authenticate') !== null;
  return old ? namesEndpoint(exchange) : messageOf(answer)?.['jsonrpc'] === '2.0';
}
