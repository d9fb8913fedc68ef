import type { ObservedExchange } from '../model.js';
import { isOfControl } from './control.js';

/** 4xx that speak of something else than `Accept`, even where only that differs: credentials, time, a limit. */
const OTHER_REASONS = new Set([401, 407, 408, 429]);

/**
 * Whether a request was refused for its `Accept` alone: any 4xx to what the same message with both types gets a
 * good answer to. Most answer 406; the official SDKs for Go and Java 400.
 */
export function isRefusedAccept(it: ObservedExchange, exchanges: readonly ObservedExchange[]): boolean {
  const { status } = it;
  if (it.method !== 'POST' || status === null || status < 400 || status > 499) return false;
  if (OTHER_REASONS.has(status) || it.alreadyInitialized) return false;
  const control = exchanges.find(
    (other) => isOfControl(other) && other.era === it.era && other.step === it.step,
  );
  return (
    control?.worked === true &&
    control.accept !== it.accept &&
    control.credentials === it.credentials &&
    control.session === it.session
  );
}
