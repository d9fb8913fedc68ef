import type { Send, WireRequest, WireResult } from '../net/wire.js';
import { headerOf } from '../record/answer.js';
import type { Underway } from './underway.js';

/** So many requests and no more. */
export interface RequestBudget {
  /** Counts what goes out through this. */
  counted(send: Send): Send;
  /** Something could not be sent any more. */
  isSpent(): boolean;
}

/**
 * No request goes out beyond `max`. Each open session keeps one for its end; where another one does not fit any more,
 * it is refused and `onSpent` is called: nothing new is to be begun then.
 */
export function budgetOf(max: number, onSpent: () => void): RequestBudget {
  let sent = 0;
  /** Requests under way of which each may open a session. */
  let opening = 0;
  let spent = false;
  const open = new Set<string>();
  const hasRoom = ({ method, headers }: WireRequest): boolean => {
    if (method === 'DELETE') return sent < max;
    const needed = mayOpen(method, headers) ? 2 : 1;
    return sent + open.size + opening + needed <= max;
  };
  const counted =
    (send: Send): Send =>
    async (request) => {
      const { method, headers } = request;
      if (!hasRoom(request)) {
        spent = true;
        onSpent();
        return refused(request);
      }
      sent += 1;
      if (method === 'DELETE') open.delete(sessionIn(headers));
      if (!mayOpen(method, headers)) return send(request);
      opening += 1;
      const result = await send(request);
      opening -= 1;
      const issued = result.outcome.kind === 'answer' ? sessionIn(result.outcome.headers) : '';
      if (issued !== '') open.add(issued);
      return result;
    };
  return { counted, isSpent: () => spent };
}

/** Pools whose requests count against a budget. */
export function countedPools(sender: Underway['sender'], { counted }: RequestBudget): Underway['sender'] {
  return (width, idleMs, only) => {
    const own = sender(width, idleMs, only);
    return { ...own, send: counted(own.send) };
  };
}

function mayOpen(method: string, headers: WireRequest['headers']): boolean {
  return method === 'POST' && sessionIn(headers) === '';
}

function sessionIn(headers: WireRequest['headers']): string {
  return headerOf(headers, 'mcp-session-id') ?? '';
}

function refused({ headers }: WireRequest): WireResult {
  return {
    sent: headers,
    connection: null,
    outcome: { kind: 'failure', stage: 'aborted', code: 'INTERRUPTED', ms: 0 },
  };
}
