import { isLoopback } from '../../targets/address.js';

/**
 * Whether what is meant for one host may be sent to another: only where it is the same, or both are this
 * machine. Headers hold credentials, and nobody gave them for a host that an edit made up.
 *
 * @param from,to as `URL.hostname` has them
 */
export function isSameHost(from: string, to: string): boolean {
  return from === to || (isLoopback(from) && isLoopback(to));
}
