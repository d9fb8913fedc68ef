import type { AuthFacts, Observation, ObservedExchange, Recording } from '../model.js';

/** What is known of how the server wants credentials, beside the answer that decides. */
export function authFacts(
  { flows }: Recording,
  { server, exchanges }: Observation,
  at: ObservedExchange | null,
): AuthFacts {
  const lookedFor = flows.some(
    ({ id, exchanges: sent }) => id.includes('/resource-metadata') && sent.length > 0,
  );
  const served = server.servesMetadata || server.metadataElsewhere;
  const without = exchanges.find(
    (it) => it.cell === 'no-auth' && it.era === at?.era && it.role === 'subject' && !it.superseded,
  );
  return {
    documents: served ? 'served' : lookedFor ? 'none' : 'unknown',
    sameWithout: at === null || without === undefined ? null : isAlike(at, without),
  };
}

function isAlike(a: ObservedExchange, b: ObservedExchange): boolean {
  return a.status === b.status && a.said === b.said && a.wwwAuthenticate === b.wwwAuthenticate;
}
