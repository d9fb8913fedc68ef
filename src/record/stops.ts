import type { Flow } from '../model.js';
import { say } from '../say.js';
import { neverArrived } from './arrival.js';

// Why nothing more is sent, as the report says it.
export const GONE = say('server-gone');
export const LIMITED = say('limited');
export const PACED = say('paced');
export const INTERRUPTED = say('interrupted');
export const UNREACHABLE = say('unreachable');
export const ONE_SESSION = say('one-session');
export const ONE_GET = say('one-old-stream');
/** Not the server's doing: with such a header in its configuration the client sends nothing at all. */
export const DOES_NOT_START = say('does-not-start');

/** The very first request did not even get through: there is nothing to talk to. */
export function isUnreachable(flows: readonly Flow[]): boolean {
  const first = flows[0]?.exchanges[0]?.outcome;
  return first?.kind === 'failure' && (neverArrived(first) || first.stage === 'aborted');
}

/** How long the sessions that are still open may take to end after Ctrl-C, in milliseconds. */
export const FAREWELL_MS = 2000;
