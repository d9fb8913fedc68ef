import type { Exchange, FlowPlan } from '../model.js';

/** The one pool of the matrix, and of every client as long as all is well. */
const SHARED = 'probe';
/** After so many proofs nothing but failures is to be had from kept-alive connections. */
const PROOFS = 2;

/**
 * How a server treats connections that are kept alive. A request that was cut on one is asked once more on a
 * connection of its own, where that is safe: both are exchanges, and the later one counts.
 */
export class KeptAlive {
  #cuts = 0;

  /** @param send one exchange in that pool; null is a connection of its own */
  async settle(
    plan: FlowPlan,
    signal: AbortSignal,
    send: (pool: string | null) => Promise<Exchange>,
  ): Promise<Exchange> {
    const first = await send(this.#poolOf(plan));
    if (!mayRepeat(plan, first) || signal.aborted) return first;
    const again = await send(null);
    if (first.connection?.written === true && isServed(again)) this.#cuts += 1;
    return again;
  }

  /** A client begins with a connection of its own; that is told apart only where it matters. */
  #poolOf(plan: FlowPlan): string | null {
    if (plan.kind === 'replay') return this.#cuts === 0 ? SHARED : plan.id;
    return this.#cuts < PROOFS ? SHARED : null;
  }
}

const CUT = ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'];

/**
 * Ended by the other side on a connection that had carried a request before. The request may be to blame,
 * or the connection: only the same on a connection of its own tells.
 */
export function isCut({ connection, outcome }: Exchange): boolean {
  return connection?.reused === true && outcome.kind === 'failure' && CUT.includes(outcome.code);
}

/** A server that fails at the same on a new connection cuts because it fails. */
function isServed({ outcome }: Exchange): boolean {
  return outcome.kind === 'answer' && outcome.status < 500;
}

/** Whether it may be asked once more: always when it was never sent, else what changes nothing when sent twice. */
function mayRepeat(plan: FlowPlan, exchange: Exchange): boolean {
  if (!isCut(exchange)) return false;
  if (exchange.connection?.written === false) return true;
  // A client does not repeat a POST, and a GET or DELETE that did arrive would be answered otherwise.
  return plan.kind !== 'replay' && plan.risk !== 'upsets-server' && exchange.request.method === 'POST';
}
