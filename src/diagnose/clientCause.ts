import outcomes from '../../rules/outcomes.json' with { type: 'json' };
import { CAUSES, type ClientCause } from '../model/client.js';
import { blamedLine, type Case, type OutcomeId } from './clientOutcome.js';
import { writtenName } from './clientWords.js';

/** What stands in the way of a client that does not connect, for programs; null where nothing does. */
export function causeOf(id: OutcomeId, { profile, ending: { at }, told, server }: Case): ClientCause | null {
  const { cause } = outcomes[id];
  if (cause === null) return null;
  const line = cause === 'configured-header' && at !== null ? blamedLine(at, told, server) : null;
  if (line !== null) {
    return { kind: 'configured-header', headers: [writtenName(line.name)], withoutConnects: null };
  }
  if (cause === 'configured-header') {
    return { kind: cause, headers: (profile.refuses ?? []).map(writtenName), withoutConnects: null };
  }
  return { kind: CAUSES.find((kind) => kind === cause) ?? 'other' };
}
