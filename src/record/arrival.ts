import type { Failure } from '../model.js';

/** Nothing of the request can have come to the server. */
export function neverArrived({ stage }: Pick<Failure, 'stage'>): boolean {
  return stage === 'dns' || stage === 'connect' || stage === 'proxy' || stage === 'tls';
}
