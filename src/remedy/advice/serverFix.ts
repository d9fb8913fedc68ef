import outcomes from '../../../rules/outcomes.json' with { type: 'json' };
import type { ClientFix, ClientReport } from '../../model.js';

const ADVICE: Record<string, { advice: string | null } | undefined> = outcomes;

/** What the server does wrong for this client; null where that is not known. */
export function serverFix({ outcome }: ClientReport): ClientFix | null {
  const what = outcome === null ? null : (ADVICE[outcome]?.advice ?? null);
  if (what === null) return null;
  return { where: 'server', what, entry: null, command: null, proved: null, pickUp: null };
}
