import type { ObservedExchange } from '../model.js';

/** Of the control, and the answer that counts: of what was sent again, the last. */
export function isOfControl({ kind, superseded }: ObservedExchange): boolean {
  return kind === 'control' && !superseded;
}
