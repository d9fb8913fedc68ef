import type { Flow } from '../model.js';
import { neverArrived } from './arrival.js';

// Why nothing more is sent, as the report says it.
export const GONE = 'the server no longer answers a correct request';
export const LIMITED = 'the server said that it is enough';
export const PACED = "the server's rate limit would be reached";
export const INTERRUPTED = 'interrupted';
export const UNREACHABLE = 'the server cannot be reached';
export const ONE_SESSION = 'the server allows one session in all, and has one';
export const ONE_GET =
  'the GET of a client has shown it, and a second has killed servers of the old HTTP+SSE transport';
/** Not the server's doing: with such a header in its configuration the client sends nothing at all. */
export const DOES_NOT_START = 'it does not start as it is configured';

/** The very first request did not even get through: there is nothing to talk to. */
export function isUnreachable(flows: readonly Flow[]): boolean {
  const first = flows[0]?.exchanges[0]?.outcome;
  return first?.kind === 'failure' && (neverArrived(first) || first.stage === 'aborted');
}

/** How long the sessions that are still open may take to end after Ctrl-C, in milliseconds. */
export const FAREWELL_MS = 2000;
