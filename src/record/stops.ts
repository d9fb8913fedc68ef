import type { Flow } from '../model.js';
import { standing } from './outcome.js';
import { answerOf } from './reading.js';

// Why nothing more is sent, as the report says it.
export const GONE = 'the server no longer answers a correct request';
export const LIMITED = 'the server said that it is enough (429)';
export const PACED = "the server's rate limit would be reached";
export const INTERRUPTED = 'interrupted';
export const UNREACHABLE = 'the server cannot be reached';
export const ONE_SESSION = 'the server allows one session in all, and has one';

/** A 429 that was not followed by a better answer to the same step. */
export function isLimited(flow: Flow): boolean {
  return standing(flow).some((exchange) => answerOf(exchange)?.status === 429);
}

/** How long the sessions that are still open may take to end after Ctrl-C, in milliseconds. */
export const FAREWELL_MS = 2000;
